package io.bedplate.agent.proof;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

/** One point where the kernel has something other in force than was claimed. */
public sealed interface Difference {

    /** A thread may run on other CPUs than claimed. */
    record ThreadElsewhere(String role, int tid, CpuSet wanted, CpuSet found) implements Difference {}

    /** No thread of this role exists. */
    record ThreadMissing(String role) implements Difference {}

    /** A realtime vCPU is not scheduled SCHED_FIFO. */
    record NotFifo(String role, int tid) implements Difference {}

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
