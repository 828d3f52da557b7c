package io.bedplate.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.Guest;
import io.bedplate.virt.InstanceId;

/** What an agent does first: it takes up the claims on disk, settles what was cut off and starts again what ran. */
final class Recovery {
    private final Desk desk;
    private final HostReboot restarts;
    private final OwnDisks disks;
    private final List<InstanceId> kept = new ArrayList<>();
    private final List<InstanceId> undone = new ArrayList<>();
    private final List<InstanceId> unsettled = new ArrayList<>();
    private final List<InstanceId> restarted = new ArrayList<>();

    Recovery(Desk desk, HostReboot restarts, OwnDisks disks) {
        this.desk = desk;
        this.restarts = restarts;
        this.disks = disks;
    }

    /** @param settle brings what was under way with an instance to its end, or throws */
    RecoveryReport run(Consumer<Claim> settle) {
        var found = desk.journal().claims();
        // All at once: what is undone first must not make room in the place of one that comes later.
        found.forEach(desk.claims()::put);
        // One that cannot be settled now must not keep the others waiting.
        found.forEach(claim -> note(claim, desk.settles(claim.id(), () -> settle.accept(claim))));
        for (var claim : restarts.due(desk.claims().snapshot())) {
            (restarts.restart(claim) ? restarted : unsettled).add(claim.id());
        }
        disks.tidy();
        return report();
    }

    private void note(Claim claim, boolean settled) {
        switch (claim.phase()) {
            case ACTIVE, RESCUED, RESIZED, STARTING, REPINNING, REBOOTING, RESCUING, UNRESCUING, REBUILDING, RESIZING,
                    REVERTING, GROWING, PLUGGING, COPYING ->
                kept.add(claim.id());
            case SPAWNING, DESTROYING -> (settled ? undone : kept).add(claim.id());
            case LEAVING, LEFT, ARRIVING ->
                (desk.claims().get(claim.id()).isEmpty() ? undone : kept).add(claim.id());
        }
        if (!settled) {
            unsettled.add(claim.id());
        }
    }

    private RecoveryReport report() {
        var known = desk.driver().guests().stream().map(Guest::id).collect(Collectors.toSet());
        var missing = kept.stream().filter(id -> !known.contains(id) && !isComing(id)).toList();
        var unclaimed = known.stream().filter(id -> !kept.contains(id)).sorted().toList();
        return new RecoveryReport(List.copyOf(kept), List.copyOf(undone), missing, unclaimed,
                unsettled.stream().distinct().toList(), List.copyOf(restarted));
    }

    /** Nothing need be there yet of one that comes. */
    private boolean isComing(InstanceId id) {
        return desk.claims().get(id).filter(claim -> claim.phase() == Phase.ARRIVING).isPresent();
    }
}
