package io.bedplate.agent;

import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.Guest;
import io.bedplate.virt.LaunchGate;

/** Lets a guest run when the kernel has in force what was claimed. Good for one launch. */
final class ProvingGate implements LaunchGate {
    private final GuestPlacement claimed;
    private final ProcessReader processes;
    private final InstantSource clock;
    private final Stopwatch stopwatch;
    private volatile @Nullable Evidence evidence;

    ProvingGate(GuestPlacement claimed, ProcessReader processes, InstantSource clock, Stopwatch stopwatch) {
        this.claimed = claimed;
        this.processes = processes;
        this.clock = clock;
        this.stopwatch = stopwatch;
    }

    @Override
    public Verdict inspect(Guest guest) {
        stopwatch.lap();
        var taken = PlacementVerifier.verify(guest, claimed, processes.of(guest, claimed), clock.instant());
        evidence = taken;
        stopwatch.lap();
        return taken.inForce()
                ? new Verdict.Admit()
                : new Verdict.Refuse(taken.differences().stream().map(Difference::sentence).toList());
    }

    /** What it saw; empty where no driver has called it. */
    Optional<Evidence> evidence() {
        return Optional.ofNullable(evidence);
    }
}
