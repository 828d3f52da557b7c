package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThatCode;

/** libvirt takes definitions with ports that this machine has no hardware to start. */
final class PortDefinitionTests {
    private static final PciAddress FUNCTION = new PciAddress(0, 0x3b, 2, 1);
    private static final HostTopology NOTHING_KNOWN = new HostTopology("", "x86_64", List.of(), List.of(), List.of(),
            List.of(), List.of());
    private static final Nic.Queues LONG = new Nic.Queues(1, 1024, 1024, true);

    private static Nic port(NicBackend backend, Nic.Queues queues, OptionalInt mtu, OptionalInt vlan) {
        return new Nic(new DeviceId("port"), new MacAddress("52:54:00:00:00:01"), backend, Nic.Model.VIRTIO, queues,
                mtu,
                vlan, Optional.empty(), Optional.empty(), new Nic.Spoofing.Allowed());
    }

    private static List<Nic> ports() {
        var none = OptionalInt.empty();
        var plain = Nic.Queues.DEFAULT;
        return List.of(port(new NicBackend.VhostUser(Path.of("/run/vhost/a"), true), LONG, OptionalInt.of(9000), none),
                port(new NicBackend.VhostUser(Path.of("/run/vhost/b"), false), LONG, none, none),
                port(new NicBackend.VirtioForwarder(Path.of("/run/vhost/c"), FUNCTION), LONG, none, none),
                port(new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0")), plain, none, none),
                port(new NicBackend.VirtualFunction(FUNCTION), plain, none, OptionalInt.of(42)),
                port(new NicBackend.Macvtap("vf0", NicBackend.Macvtap.Mode.PASSTHROUGH), plain, none,
                        OptionalInt.of(7)),
                port(new NicBackend.OpenVswitch("br-int", UUID.randomUUID()), plain, none, OptionalInt.of(5)));
    }

    @Test
    void everyKindOfPortIsDefinable() {
        try (var host = TestHost.start(); var link = LibvirtLink.open(host.daemon().uri(), new Deaf())) {
            for (var nic : ports()) {
                var spec = host.guest().equipped(List.of(), List.of(nic));
                var document = SpecDocument.of(spec, Machine.x86("qemu", "/usr/bin/qemu-system-x86_64"), NOTHING_KNOWN);
                assertThatCode(() -> link.call(Lane.QUICK, session -> {
                    try (var domain = session.define(document.xml())) {
                        domain.undefine();
                        return true;
                    }
                })).as(nic.backend().toString()).doesNotThrowAnyException();
            }
        }
    }
}
