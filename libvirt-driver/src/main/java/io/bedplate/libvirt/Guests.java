package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainPower;
import io.bedplate.libvirt.jna.DomainState;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.LibvirtSession;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.libvirt.xml.GuestMarkXml;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Looks at guests. A guest of ours is a domain that carries our mark. */
final class Guests {
    private final LibvirtLink link;
    private final GuestProcesses processes;

    Guests(LibvirtLink link, GuestProcesses processes) {
        this.link = link;
        this.processes = processes;
    }

    /**
     * A domain of ours as libvirt has it.
     *
     * @param saved it has no process, and its memory is on disk
     */
    record Known(InstanceId id, String name, DomainState state, GuestMark mark, boolean saved) {
        GuestState guestState() {
            return saved ? GuestState.SUSPENDED : state.toGuestState();
        }
    }

    Optional<Known> known(InstanceId id) {
        return link.call(Lane.QUICK, session -> known(session, id.uuid()));
    }

    /** Empty for an unknown domain, for a foreign one, and for one that goes away while it is looked at. */
    private static Optional<Known> known(LibvirtSession session, UUID uuid) {
        try (var domain = session.lookup(uuid).orElse(null)) {
            return domain == null ? Optional.empty() : known(domain);
        }
    }

    static Optional<Known> known(DomainHandle domain) {
        try {
            return domain.metadata(GuestMark.NAMESPACE).map(GuestMarkXml::read)
                    .map(mark -> known(domain, mark));
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    // libvirt gives the reason of a state only until it is restarted, so that alone does not tell who is suspended.
    private static Known known(DomainHandle domain, GuestMark mark) {
        var state = domain.state();
        return new Known(new InstanceId(domain.uuid()), domain.name(), state, mark,
                !state.isActive() && new DomainPower(domain).isSaved());
    }

    /** The guest, with its process wherever it has one. */
    Optional<Guest> guest(InstanceId id) {
        return known(id).flatMap(known -> known.state().isActive() ? running(known) : Optional.of(still(known)));
    }

    private Optional<Guest> running(Known known) {
        var pid = processes.find(known.id().uuid());
        if (pid.isPresent()) {
            return Optional.of(new Guest(known.id(), known.name(), known.state().toGuestState(), pid));
        }
        // It ended between the two looks; libvirt needs a moment to notice. Running without a process is no answer.
        return known(known.id()).map(Guests::still);
    }

    private static Guest still(Known known) {
        return new Guest(known.id(), known.name(), withoutProcess(known), OptionalLong.empty());
    }

    // libvirt takes a moment to notice that a process ended, and says "paused" before it has made one.
    private static GuestState withoutProcess(Known known) {
        if (known.state().isActive()) {
            return known.state().isStartingUp() ? GuestState.STOPPED : GuestState.CRASHED;
        }
        return known.guestState();
    }

    /** All guests, ascending by id. */
    List<Guest> all() {
        var known = link.call(Lane.QUICK, Guests::allKnown);
        var pids = processes.all();
        return known.stream().map(one -> guest(one, pids)).sorted(Comparator.comparing(Guest::id)).toList();
    }

    private static Guest guest(Known known, Map<UUID, Long> pids) {
        var pid = pids.get(known.id().uuid());
        return pid == null || !known.state().isActive()
                ? still(known)
                : new Guest(known.id(), known.name(), known.state().toGuestState(), OptionalLong.of(pid));
    }

    /** Ids of every domain of this libvirt, ours or not. */
    static List<UUID> everyDomain(LibvirtSession session) {
        var ids = new ArrayList<UUID>();
        for (var domain : session.domains()) {
            try (domain) {
                ids.add(domain.uuid());
            }
        }
        return ids;
    }

    private static List<Known> allKnown(LibvirtSession session) {
        var found = new ArrayList<Known>();
        for (var domain : session.domains()) {
            try (domain) {
                known(domain).ifPresent(found::add);
            }
        }
        return found;
    }
}
