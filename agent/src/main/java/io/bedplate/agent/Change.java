package io.bedplate.agent;

import java.nio.file.Path;
import java.time.Duration;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth;
import io.bedplate.virt.InstanceSpec;

/** What is being done with an instance, as far as it must be known to finish or undo it after a crash. */
public sealed interface Change {

    /**
     * It is replaced by another specification, and can still get back this one.
     *
     * @param ran it was running before, and is to run again
     */
    record From(InstanceSpec former, boolean ran) implements Change {}

    /**
     * It is in rescue, or on its way.
     *
     * @param ran it was running before
     */
    record InRescue(boolean ran) implements Change {}

    /**
     * It gets more, or gives that back.
     *
     * @param former it without any of that
     */
    record Growing(InstanceSpec former, Growth growth) implements Change {}

    /**
     * A device comes or goes.
     *
     * @param patience for the guest to let go of it, should this be cut off
     */
    record Plugging(DeviceId device, Duration patience) implements Change {}

    /** It goes, or has gone, to that host. */
    record Leaving(String host) implements Change {}

    /**
     * It comes from that host.
     *
     * @param ownsDisks disks were made for it, and are in use there as long as it comes
     */
    record Arriving(String from, boolean ownsDisks) implements Change {}

    /** Something of it is copied into a file that was not there before. */
    record CopyTo(Path target) implements Change {}
}
