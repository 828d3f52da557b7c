package io.bedplate.libvirt;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Freezes file systems for a moment. Before it does, the guest gets a note that lasts as long as its process does; only a
 * thaw that the agent has answered takes it off. So a thaw that fails is tried again and again, and one that a driver's
 * end cut off is done by the next driver.
 */
record Freezer(Ice ice, Thaws thaws) {

    /** Does something, frozen or not, and says which. */
    boolean during(InstanceId id, GuestState state, Quiescence quiescence, Runnable work) {
        boolean frozen = quiescence != Quiescence.NONE && freeze(id, state, quiescence);
        try {
            work.run();
        } finally {
            if (frozen) {
                thaws.thaw(id);
            }
        }
        return frozen;
    }

    private boolean freeze(InstanceId id, GuestState state, Quiescence quiescence) {
        try {
            if (state != GuestState.RUNNING) {
                throw new VirtDriverException(Kind.UNAVAILABLE,
                        "instance %s is %s; its agent cannot answer".formatted(id, state));
            }
            // A thaw that is not needed shows whether there is an agent. Nothing is frozen and noted where there is none.
            ice.thaw(id);
            freezeNoted(id);
            return true;
        } catch (VirtDriverException e) {
            if (quiescence == Quiescence.REQUIRE) {
                throw e;
            }
            return false;
        }
    }

    // An agent that answers too late may have frozen all the same.
    private void freezeNoted(InstanceId id) {
        ice.note(id);
        boolean frozen = false;
        try {
            ice.freeze(id);
            frozen = true;
        } finally {
            if (!frozen) {
                thaws.thaw(id);
            }
        }
    }
}
