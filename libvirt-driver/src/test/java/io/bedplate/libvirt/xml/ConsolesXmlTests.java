package io.bedplate.libvirt.xml;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.ConsoleEndpoint.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Consoles of a running domain. */
final class ConsolesXmlTests {

    @Test
    void consolesAreReadWithThePortsThatLibvirtChose() {
        assertThat(ConsolesXml.read("""
                <domain type='qemu' id='1'><name>n</name><devices>
                  <graphics type='vnc' port='5901' autoport='yes' listen='10.0.0.1'>
                    <listen type='address' address='10.0.0.1'/></graphics>
                  <graphics type='spice' port='5902' autoport='yes'><listen type='address'/></graphics>
                  <graphics type='vnc' port='-1' autoport='yes'/>
                  <graphics type='sdl'/>
                  <serial type='file'><source path='/log'/></serial>
                  <serial type='tcp'><source mode='bind' host='127.0.0.1' service='10000' tls='no'/>
                    <protocol type='raw'/></serial>
                  <serial type='tcp'><source mode='connect' host='127.0.0.1' service='10001'/></serial>
                </devices></domain>
                """)).containsExactly(new ConsoleEndpoint(Kind.VNC, "10.0.0.1", 5901),
                new ConsoleEndpoint(Kind.SPICE, "0.0.0.0", 5902), new ConsoleEndpoint(Kind.SERIAL, "127.0.0.1", 10000));
    }
}
