package io.bedplate.virt;

import java.util.List;
import java.util.Set;

/**
 * Ability to say what all guests have used so far, in one call of the hypervisor, and how long its own calls of the
 * hypervisor took. Nothing here waits for a guest that something else is being done with [25.5].
 */
public interface Statistics {

    /** What is to be told beside the state, which always is. */
    enum Group {
        /** {@link GuestStats#vcpus()}. */
        VCPU,
        /** {@link GuestStats#memory()}. */
        BALLOON,
        /** {@link GuestStats#disks()}. */
        BLOCK,
        /** {@link GuestStats#ports()}. */
        INTERFACE
    }

    /**
     * [25.2] One entry for each guest of this driver, ascending by id; what was not asked for is empty. So is what would
     * have to wait for a guest.
     */
    List<GuestStats> all(Set<Group> groups);

    /** [25.6] Since this driver was opened, by name of the function, ascending; only functions that have been called. */
    List<Calls> calls();

    /**
     * How long one function of the hypervisor took.
     *
     * @param function as the hypervisor names it, one of a fixed set
     */
    record Calls(String function, Latencies.Snapshot times) {}
}
