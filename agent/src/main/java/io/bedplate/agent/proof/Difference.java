package io.bedplate.agent.proof;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

/** One point where the kernel has something other in force than was claimed. */
public sealed interface Difference {

    /** A thread may run on other CPUs than claimed. */
    record ThreadElsewhere(String role, int tid, CpuSet wanted, CpuSet found) implements Difference {}

    /** No thread of this role exists. */
    record ThreadMissing(String role) implements Difference {}

    /** A realtime vCPU is not scheduled SCHED_FIFO. */
    record NotFifo(String role, int tid) implements Difference {}

    /** A realtime vCPU has another priority under SCHED_FIFO. */
    record OtherPriority(String role, int tid, int wanted, int found) implements Difference {}

    /** An ordinary vCPU has a realtime priority. */
    record NotOrdinary(String role, int tid, int priority) implements Difference {}

    /** The control group that libvirt has made for threads of that role lets them have other CPUs than claimed. */
    record GroupElsewhere(String role, String group, CpuSet wanted, CpuSet found) implements Difference {}

    /** A passed-through function has another driver than VFIO's; empty = none. */
    record FunctionUnbound(PciAddress function, String driver) implements Difference {}

    /** The guest's process does not hold the function's IOMMU group. */
    record GroupNotHeld(PciAddress function, String iommuGroup) implements Difference {}

    /** A function hangs on another cell than claimed; empty = the host does not say. */
    record FunctionElsewhere(PciAddress function, int wantedCell, OptionalInt foundCell) implements Difference {}

    /** An interrupt of a passed-through function goes to pCPUs that are dedicated to other guests. */
    record InterruptOnForeign(PciAddress function, int interrupt, CpuSet foreign, CpuSet found)
            implements
                Difference {}

    /** An interrupt of a passed-through function goes to CPUs outside the guest's cells. A remark: nobody claimed it. */
    record InterruptFar(PciAddress function, int interrupt, CpuSet near, CpuSet found) implements Difference {}

    /**
     * A thread that is not the guest's has run on a pCPU dedicated to it.
     *
     * @param allowed CPUs it may use
     * @param ran     CPU time between two looks
     */
    record Stranger(int pcpu, Kind kind, long pid, int tid, String name, CpuSet allowed, Duration ran)
            implements
                Difference {
        /** Whose thread it is. */
        public enum Kind {
            GUEST, KERNEL, HOST
        }
    }

    /** The same difference, however long it takes. */
    default Difference regardlessOfTime() {
        return this instanceof Stranger(int pcpu, var kind, long pid, int tid, var name, var allowed, _)
                ? new Stranger(pcpu, kind, pid, tid, name, allowed, Duration.ZERO)
                : this;
    }

    /** Less memory of the wanted kind in a cell than claimed. */
    record TooLittleMemory(int hostCell, PageSize pageSize, long wantedKib, long foundKib) implements Difference {}

    /** Guest memory lies in a cell that was not claimed. */
    record MemoryElsewhere(int hostCell, PageSize pageSize, long foundKib) implements Difference {}

    /** The kernel may put guest memory in cells that were not claimed. */
    record MemoryNotBound(CpuSet wantedCells, CpuSet allowedCells) implements Difference {}

    /** Memory that was to be locked is not. */
    record NotLocked(long wantedKib, long foundKib) implements Difference {}

    /** The guest has no process. */
    record NoProcess() implements Difference {}

    /** One sentence: the thing, what was wanted, what was found. */
    default String sentence() {
        return switch (this) {
            case ThreadElsewhere(var role, int tid, var wanted, var found) ->
                "%s (thread %d): CPUs %s wanted, %s allowed".formatted(role, tid, wanted, found);
            case ThreadMissing(var role) -> "%s: one thread wanted, none found".formatted(role);
            case NotFifo(var role, int tid) -> "%s (thread %d): SCHED_FIFO wanted, not found".formatted(role, tid);
            case OtherPriority(var role, int tid, int wanted, int found) ->
                "%s (thread %d): priority %d wanted, %d found".formatted(role, tid, wanted, found);
            case NotOrdinary(var role, int tid, int priority) ->
                "%s (thread %d): no realtime priority wanted, %d found".formatted(role, tid, priority);
            case GroupElsewhere(var role, var group, var wanted, var found) ->
                "%s (control group %s): CPUs %s wanted, %s allowed".formatted(role, group, wanted, found);
            case FunctionUnbound(var function, var driver) ->
                "PCI function %s: driver vfio-pci wanted, %s found".formatted(function,
                        driver.isEmpty() ? "none" : driver);
            case GroupNotHeld(var function, var group) ->
                "PCI function %s: IOMMU group %s held by the guest wanted, not found".formatted(function, group);
            case FunctionElsewhere(var function, int wanted, var found) ->
                "PCI function %s: cell %d wanted, %s found".formatted(function, wanted,
                        found.isPresent() ? Integer.toString(found.getAsInt()) : "none");
            case InterruptOnForeign(var function, int interrupt, var foreign, var found) ->
                "PCI function %s: interrupt %d off the CPUs of other guests wanted, found on %s, of which %s are theirs"
                        .formatted(function, interrupt, found, foreign);
            case InterruptFar(var function, int interrupt, var near, var found) ->
                "PCI function %s: interrupt %d on CPUs %s would be near, found on %s".formatted(function, interrupt,
                        near, found);
            case Stranger(int pcpu, var kind, long pid, int tid, var name, var allowed, var ran) ->
                "pCPU %d: nobody else wanted, %s thread %d (%s) of process %d ran there for %d ms; it may use CPUs %s"
                        .formatted(pcpu, kind.name().toLowerCase(Locale.ROOT), tid, name, pid, ran.toMillis(), allowed);
            case TooLittleMemory(int cell, var size, long wanted, long found) ->
                "cell %d: %d KiB on pages of %s wanted, %d KiB found".formatted(cell, wanted, size, found);
            case MemoryElsewhere(int cell, var size, long found) ->
                "cell %d: no memory wanted, %d KiB on pages of %s found".formatted(cell, found, size);
            case MemoryNotBound(var wanted, var allowed) ->
                "memory: bound to cells %s wanted, cells %s allowed".formatted(wanted, allowed);
            case NotLocked(long wanted, long found) ->
                "memory: %d KiB locked wanted, %d KiB found".formatted(wanted, found);
            case NoProcess() -> "guest: a process wanted, none found";
        };
    }
}
