package io.bedplate.agent;

import java.time.Duration;
import java.time.InstantSource;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Runs instances again that have a claim. The journal says so before the driver is called: of a guest that stands still,
 * nothing else tells whether somebody paused it or its start was cut off.
 */
final class Starts {
    private final VirtDriver driver;
    private final Journal journal;
    private final Claims claims;
    private final ProcessReader processes;
    private final InstantSource clock;

    Starts(VirtDriver driver, Journal journal, Claims claims, ProcessReader processes, InstantSource clock) {
        this.driver = driver;
        this.journal = journal;
        this.claims = claims;
        this.processes = processes;
        this.clock = clock;
    }

    void start(Claim claim) {
        switch (claim.phase()) {
            case ACTIVE -> begin(claim);
            case STARTING -> {
                recover(claim);
                if (!hasProcess(claim.id())) {
                    begin(claim.in(Phase.ACTIVE));
                }
            }
            // What it waits for is noted already; after a crash it is as it was: stopped, or halted and stopped by hand.
            case RESCUED, RESIZED -> launch(claim);
            case SPAWNING, REPINNING, REBOOTING, RESCUING, UNRESCUING, REBUILDING, RESIZING, REVERTING, COPYING,
                    DESTROYING ->
                throw new VirtDriverException(Kind.WRONG_STATE,
                        "instance %s is %s; only an ACTIVE one can be started".formatted(claim.id(), claim.phase()));
        }
    }

    private void begin(Claim active) {
        if (hasProcess(active.id())) {
            // Refused by the driver, in its words, with nothing noted that would have to be taken back.
            launch(active);
            return;
        }
        note(active.in(Phase.STARTING));
        try {
            launch(active);
        } catch (VirtDriverException e) {
            // A hypervisor that went away has undone nothing yet.
            if (e.kind() != Kind.UNAVAILABLE) {
                note(active);
            }
            throw e;
        }
        note(active);
    }

    private boolean hasProcess(InstanceId id) {
        return driver.guest(id).flatMap(guest -> guest.pid().stream().boxed().findFirst()).isPresent();
    }

    private void launch(Claim claim) {
        driver.start(claim.id(),
                new ProvingGate(claim.spec().placement(), processes, clock, new Stopwatch()));
    }

    private void note(Claim claim) {
        journal.put(claim);
        claims.put(claim);
    }

    /**
     * Ends a start that was cut off. A guest that waits for the gate's word gets it now: where it is as claimed it runs,
     * since memory that came back from disk with it would be lost otherwise; else it is stopped.
     */
    void recover(Claim starting) {
        driver.guest(starting.id()).filter(guest -> guest.state() == GuestState.PAUSED).ifPresent(guest -> {
            var pausing = driver.pausing();
            if (pausing.isPresent() && inForce(guest, starting)) {
                pausing.get().resume(guest.id());
            } else {
                driver.stop(guest.id(), Duration.ZERO);
            }
        });
        note(starting.in(Phase.ACTIVE));
    }

    private boolean inForce(Guest guest, Claim claim) {
        return PlacementVerifier
                .verify(guest, claim.spec().placement(), processes.of(guest), clock.instant()).inForce();
    }
}
