package io.bedplate.agent;

import java.util.List;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.GuestState;

/**
 * Gives a host that has booted anew its guests back, each in the place that it had. Only what was ordered to run in another
 * boot is started: in one and the same boot, a guest that stands still has stopped itself or was stopped by other hands.
 */
record HostReboot(Desk desk, Starts starts) {
    private static final List<Phase> SETTLED = List.of(Phase.ACTIVE, Phase.RESCUED, Phase.RESIZED);

    /** Those that ran when the host went down. */
    List<Claim> due(List<Claim> claims) {
        return claims.stream().filter(claim -> SETTLED.contains(claim.phase()) && ranBefore(claim)).toList();
    }

    private boolean ranBefore(Claim claim) {
        return claim.toRunIn().isPresent() && desk.boot().isPresent() && !claim.toRunIn().equals(desk.boot());
    }

    /** Whether it runs again; else it is tried again at the next recovery. */
    boolean restart(Claim claim) {
        return desk.settles(claim.id(), () -> {
            var state = desk.state(claim);
            if (state.isEmpty()) {
                starts.spawnAgain(claim);
            } else if (state.get() == GuestState.STOPPED) {
                starts.start(claim);
            } else {
                // Somebody was faster.
                desk.note(claim, true);
            }
        });
    }
}
