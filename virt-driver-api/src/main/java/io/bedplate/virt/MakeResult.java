package io.bedplate.virt;

import java.util.List;

/** What became of an order of disks. */
public sealed interface MakeResult {

    /** All are there, in the order in which they were ordered. */
    record Made(List<Disk> disks) implements MakeResult {
        public Made {
            disks = List.copyOf(disks);
        }
    }

    /** None is there. */
    record Refused(DiskRefusal refusal) implements MakeResult {}
}
