package io.bedplate.libvirt;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.NetworkFilters;
import io.bedplate.libvirt.net.FilterChains;
import io.bedplate.libvirt.net.NetworkPrograms;
import io.bedplate.libvirt.net.OpenVswitch;
import io.bedplate.libvirt.xml.PortName;
import io.bedplate.virt.VirtDriverException;

/**
 * Removes ports whose guest is gone: what is named as ours, and belongs neither to a domain nor to a running QEMU, of
 * whichever libvirt. libvirt cleans up behind its guests; what it cannot is what was lost with it, above all in Open
 * vSwitch's database, which outlives a reboot.
 */
final class PortSweep {
    private static final System.Logger LOG = System.getLogger(PortSweep.class.getName());

    private final LibvirtLink link;
    private final HostFiles files;
    private final GuestProcesses processes;
    private final NetworkPrograms programs;
    private final OpenVswitch openVswitch;
    private final FilterChains chains;

    PortSweep(LibvirtLink link, HostFiles files, NetworkPrograms programs, OpenVswitch openVswitch) {
        this.link = link;
        this.files = files;
        this.programs = programs;
        this.openVswitch = openVswitch;
        chains = new FilterChains(programs);
        processes = new GuestProcesses(files);
    }

    /** Never fails: what cannot be removed now is logged, and looked at again the next time. */
    void run() {
        try {
            // Looked for before the guests are: whoever begins in between is known by then.
            var devices = ours(files.list("sys/class/net"));
            var ports = ours(openVswitch.ports());
            var bindings = ours(link.call(Lane.QUICK, NetworkFilters::boundPorts));
            var forgotten = chains.names().stream().filter(chain -> isOurs(portOf(chain))).toList();
            if (!devices.isEmpty() || !ports.isEmpty() || !bindings.isEmpty() || !forgotten.isEmpty()) {
                var known = known();
                remove("Open vSwitch port", ports, known, openVswitch::deletePort);
                remove("filter of port", bindings, known, this::unbind);
                remove("network device", devices, known, programs::deleteDevice);
                // Those that were bound went with their filter; the rest are such as libvirt does not know any more.
                forgotten = forgotten.stream().filter(chains.names()::contains).toList();
                remove("filter chain", forgotten, known, chains::delete);
            }
        } catch (VirtDriverException e) {
            LOG.log(System.Logger.Level.WARNING, "ports left over were not looked for: {0}", e.getMessage());
        }
    }

    private static List<String> ours(List<String> names) {
        return names.stream().filter(PortSweep::isOurs).toList();
    }

    private static boolean isOurs(String port) {
        return PortName.parse(port).isPresent();
    }

    /** The port itself for the name of a port. */
    private static String portOf(String name) {
        return FilterChains.port(name).orElse(name);
    }

    private Set<String> known() {
        var guests = new HashSet<UUID>(processes.all().keySet());
        guests.addAll(link.call(Lane.QUICK, Guests::everyDomain));
        var names = new HashSet<String>();
        guests.forEach(guest -> names.add(PortName.ofGuest(guest)));
        return names;
    }

    private void remove(String what, List<String> names, Set<String> known,
            Function<String, Optional<String>> removal) {
        for (var name : names) {
            var port = portOf(name);
            if (!known.contains(PortName.parse(port).orElseThrow().guest()) && !isHeld(port)) {
                var why = removal.apply(name);
                LOG.log(System.Logger.Level.WARNING, "{0} {1} was left over from a guest that is gone; {2}", what,
                        name, why.map("it could not be removed: "::concat).orElse("it is removed"));
            }
        }
    }

    // Another libvirt may just be making it for a guest whose process is not there yet.
    private boolean isHeld(String tap) {
        var line = "iff:\t" + tap;
        return files.list("proc").stream().filter(name -> Character.isDigit(name.charAt(0)))
                .anyMatch(pid -> files.list("proc/" + pid + "/fd").stream()
                        .filter(fd -> files.linkName("proc/" + pid + "/fd/" + fd).filter("tun"::equals).isPresent())
                        .anyMatch(fd -> files.read("proc/" + pid + "/fdinfo/" + fd).orElse("").lines()
                                .anyMatch(line::equals)));
    }

    private Optional<String> unbind(String port) {
        try {
            link.call(Lane.QUICK, session -> {
                NetworkFilters.unbind(session, port);
                return true;
            });
            return Optional.empty();
        } catch (VirtDriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
