package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.ConsolesXml;
import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.InstanceId;

/** Finds consoles in the document of the running domain, where libvirt notes the ports it chose. */
record Consoles(GuestTurns turns, LibvirtLink link) implements ConsoleAccess {

    @Override
    public List<ConsoleEndpoint> consoles(InstanceId id) {
        var found = new ArrayList<ConsoleEndpoint>();
        turns.with(id, known -> {
            if (known.state().isActive()) {
                found.addAll(ConsolesXml.read(link.call(Lane.QUICK, session -> {
                    try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                        return new DomainDefinition(domain).now();
                    }
                })));
            }
        });
        return List.copyOf(found);
    }
}
