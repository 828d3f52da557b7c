package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.bedplate.libvirt.jna.DomainFigures;
import io.bedplate.libvirt.jna.DomainState;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.LibvirtSession;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.BlockDevice;
import io.bedplate.virt.GuestStats.Io;
import io.bedplate.virt.GuestStats.Memory;
import io.bedplate.virt.GuestStats.Port;
import io.bedplate.virt.GuestStats.Traffic;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Statistics;

/**
 * Figures of all guests by one call of libvirt, on a lane of its own: libvirt asks every QEMU in turn, and one that hangs
 * must hold up nothing else.
 */
final class BulkStatistics implements Statistics {
    private final LibvirtLink link;
    // Whether a domain carries our mark does not change while it is there, and to ask costs a call for each.
    private final Map<UUID, Boolean> marked = new ConcurrentHashMap<>();

    BulkStatistics(LibvirtLink link) {
        this.link = link;
    }

    @Override
    public List<GuestStats> all(Set<Group> groups) {
        int flags = groups.stream().mapToInt(BulkStatistics::flag).reduce(DomainFigures.STATE, (a, b) -> a | b);
        return link.call(Lane.STATISTICS, session -> read(session, flags));
    }

    @Override
    public List<Calls> calls() {
        return link.calls();
    }

    private static int flag(Group group) {
        return switch (group) {
            case VCPU -> DomainFigures.VCPU;
            case BALLOON -> DomainFigures.BALLOON;
            case BLOCK -> DomainFigures.BLOCK;
            case INTERFACE -> DomainFigures.INTERFACE;
        };
    }

    private List<GuestStats> read(LibvirtSession session, int flags) {
        var all = session.figures(flags);
        var ours = all.stream().filter(domain -> isOurs(domain.uuid(), session)).toList();
        marked.keySet().retainAll(all.stream().map(DomainFigures::uuid).collect(Collectors.toSet()));
        boolean someWithoutProcess = ours.stream().anyMatch(domain -> !state(domain).isActive());
        var saved = someWithoutProcess ? new HashSet<>(session.savedDomains()) : Set.<UUID>of();
        return ours.stream().map(domain -> stats(domain, saved.contains(domain.uuid())))
                .sorted(Comparator.comparing(GuestStats::id)).toList();
    }

    private boolean isOurs(UUID uuid, LibvirtSession session) {
        var known = marked.get(uuid);
        if (known != null) {
            return known;
        }
        try (var domain = session.lookup(uuid).orElse(null)) {
            boolean found = domain != null && Guests.known(domain).isPresent();
            marked.put(uuid, found);
            return found;
        }
    }

    private static DomainState state(DomainFigures domain) {
        return new DomainState((int) domain.count("state.state"), (int) domain.count("state.reason"));
    }

    /** Pure. */
    static GuestStats stats(DomainFigures domain, boolean saved) {
        var id = new InstanceId(domain.uuid());
        var state = state(domain);
        if (!state.isActive()) {
            return new GuestStats(id, domain.name(), saved ? GuestState.SUSPENDED : state.toGuestState(), List.of(),
                    Optional.empty(), List.of(), List.of());
        }
        return new GuestStats(id, domain.name(), state.toGuestState(), vcpus(domain), memory(domain), disks(domain),
                ports(domain));
    }

    private static List<Vcpu> vcpus(DomainFigures domain) {
        var vcpus = new ArrayList<Vcpu>();
        for (int vcpu = 0; vcpu < domain.count("vcpu.maximum"); vcpu++) {
            var key = "vcpu." + vcpu;
            var run = domain.number(key + ".time");
            if (run.isPresent()) {
                // The time in the scheduler's queue is what the guest gets to see; what libvirt calls wait needs a
                // kernel that counts it.
                var delay = domain.number(key + ".delay");
                vcpus.add(new Vcpu(vcpu, run.getAsLong(), delay.isPresent() ? delay : domain.number(key + ".wait"),
                        domain.number(key + ".halt_wait_ns.sum")));
            }
        }
        return vcpus;
    }

    private static Optional<Memory> memory(DomainFigures domain) {
        OptionalLong current = domain.number("balloon.current");
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(new Memory(current.getAsLong(), domain.count("balloon.maximum"),
                        domain.number("balloon.rss")));
    }

    private static List<BlockDevice> disks(DomainFigures domain) {
        var disks = new ArrayList<BlockDevice>();
        for (int disk = 0; disk < domain.count("block.count"); disk++) {
            var key = "block." + disk;
            // Without an answer of QEMU only the name is there, and a counter must not fall back to 0.
            if (domain.number(key + ".rd.reqs").isPresent()) {
                disks.add(new BlockDevice(domain.texts().getOrDefault(key + ".name", ""), io(domain, key + ".rd"),
                        io(domain, key + ".wr"), domain.count(key + ".fl.reqs")));
            }
        }
        return disks;
    }

    private static Io io(DomainFigures domain, String key) {
        return new Io(domain.count(key + ".reqs"), domain.count(key + ".bytes"), domain.count(key + ".times"));
    }

    private static List<Port> ports(DomainFigures domain) {
        var ports = new ArrayList<Port>();
        for (int port = 0; port < domain.count("net.count"); port++) {
            var key = "net." + port;
            if (domain.number(key + ".rx.bytes").isPresent()) {
                ports.add(new Port(domain.texts().getOrDefault(key + ".name", ""), traffic(domain, key + ".rx"),
                        traffic(domain, key + ".tx")));
            }
        }
        return ports;
    }

    private static Traffic traffic(DomainFigures domain, String key) {
        return new Traffic(domain.count(key + ".bytes"), domain.count(key + ".pkts"), domain.count(key + ".errs"),
                domain.count(key + ".drop"));
    }
}
