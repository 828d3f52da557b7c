package io.bedplate.agent;

import java.util.function.Consumer;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Runs instances again that have a claim. The journal says so before the driver is called: of a guest that stands still,
 * nothing else tells whether somebody paused it or its start was cut off.
 */
final class Starts {
    private final Desk desk;

    Starts(Desk desk) {
        this.desk = desk;
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
            case RESCUED, RESIZED -> {
                launch(claim);
                desk.note(claim, true);
            }
            case SPAWNING, REPINNING, REBOOTING, RESCUING, UNRESCUING, REBUILDING, RESIZING, REVERTING, GROWING,
                    PLUGGING, COPYING, LEAVING, LEFT, ARRIVING, DESTROYING ->
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
        begin(active, this::launch);
    }

    private void begin(Claim active, Consumer<Claim> launch) {
        note(active.in(Phase.STARTING));
        try {
            launch.accept(active);
        } catch (VirtDriverException e) {
            // A hypervisor that went away has undone nothing yet.
            if (e.kind() != Kind.UNAVAILABLE) {
                note(active);
            }
            throw e;
        }
        desk.note(active, true);
    }

    /** Makes a guest again that the hypervisor has forgotten. */
    void spawnAgain(Claim claim) {
        if (claim.phase() != Phase.ACTIVE) {
            throw new VirtDriverException(Kind.NOT_FOUND,
                    "instance %s is %s and its guest is gone; only an ACTIVE one can be made again".formatted(
                            claim.id(),
                            claim.phase()));
        }
        begin(claim, active -> desk.driver().spawn(active.spec(), desk.gate(active.spec().passed())));
    }

    private boolean hasProcess(InstanceId id) {
        return desk.driver().guest(id).flatMap(guest -> guest.pid().stream().boxed().findFirst()).isPresent();
    }

    private void launch(Claim claim) {
        desk.driver().start(claim.id(), desk.gate(claim.spec().passed()));
    }

    private void note(Claim claim) {
        desk.put(claim);
    }

    /** Ends a start that was cut off; whether it runs then is seen in the guest. */
    void recover(Claim starting) {
        desk.endStart(starting);
        note(starting.in(Phase.ACTIVE));
    }
}
