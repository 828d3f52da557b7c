package io.bedplate.fake;

import java.util.List;
import java.util.Optional;

import io.bedplate.fake.PagePools.PageCount;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceSpec;

/**
 * A QEMU process as libvirt starts it.
 *
 * @param domainId libvirt's number of this run, part of names of files and control groups
 * @param cpuBits  CPU numbers that the host may have, as wide as its masks are
 * @param threads  the first is the process's own
 * @param memory   ascending by address
 */
record SimulatedProcess(long pid, long domainId, InstanceSpec spec, String binary, int cpuBits,
        List<SimulatedThread> threads, List<Mapping> memory) {
    SimulatedProcess {
        threads = List.copyOf(threads);
        memory = List.copyOf(memory);
    }

    Optional<SimulatedThread> thread(long tid) {
        // Ids of threads follow the process's without a gap.
        long index = tid - pid;
        return index >= 0 && index < threads.size() ? Optional.of(threads.get((int) index)) : Optional.empty();
    }

    /** The same process after taskset. */
    SimulatedProcess withThreadOn(long tid, CpuSet pcpus) {
        var moved = threads.stream().map(thread -> thread.tid() == tid ? thread.on(pcpus) : thread).toList();
        return new SimulatedProcess(pid, domainId, spec, binary, cpuBits, moved, memory);
    }

    /** What it takes from the pools. */
    List<PageCount> hugePages() {
        return memory.stream().filter(Mapping::isHuge)
                .map(mapping -> new PageCount(mapping.cell(), mapping.pageSize(), mapping.pages())).toList();
    }

    long hugeKib() {
        return memory.stream().filter(Mapping::isHuge).mapToLong(Mapping::kib).sum();
    }

    long ordinaryKib() {
        return memory.stream().filter(mapping -> !mapping.isHuge()).mapToLong(Mapping::kib).sum();
    }

    /** The kernel leaves huge pages out of VmLck: they cannot be swapped anyway (mm/mlock.c). */
    long lockedKib() {
        return spec.placement().lockedMemory() ? ordinaryKib() : 0;
    }

    /** What a thread is there for. */
    sealed interface Role {
        record Emulator() implements Role {}

        record IoThread(int id) implements Role {}

        record Vcpu(int id) implements Role {}
    }

    /**
     * One thread.
     *
     * @param name     as in {@code comm}, at most 15 characters
     * @param pcpus    allowed CPUs
     * @param cells    allowed cells
     * @param realtime SCHED_FIFO
     */
    record SimulatedThread(long tid, String name, Role role, CpuSet pcpus, CpuSet cells, boolean realtime) {
        SimulatedThread on(CpuSet other) {
            return new SimulatedThread(tid, name, role, other, cells, realtime);
        }
    }

    /**
     * A range of addresses, backed in full by pages of one cell.
     *
     * @param policy as in numa_maps: {@code default} or {@code bind:0}
     * @param file   empty for anonymous memory
     * @param label  {@code heap}, {@code stack} or empty
     */
    record Mapping(long address, long kib, PageSize pageSize, int cell, String policy, String file, String label) {
        boolean isHuge() {
            return !pageSize.equals(PageSize.KIB_4);
        }

        long pages() {
            return pageSize.pagesFor(kib);
        }
    }
}
