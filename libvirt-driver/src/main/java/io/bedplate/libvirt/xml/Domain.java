package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.PageSize;

/**
 * The part of libvirt's domain document that we write, named as libvirt names it
 * (https://libvirt.org/formatdomain.html).
 *
 * @param type      {@code kvm} or {@code qemu}
 * @param vcpuSet   {@code <vcpu cpuset>}: where every thread may run that has no pin of its own
 * @param ioThreads number of I/O threads
 */
public record Domain(String type, String name, UUID uuid, GuestMark mark, long memoryKib,
        Optional<MemoryBacking> memoryBacking, int vcpus, Optional<CpuSet> vcpuSet, int ioThreads, CpuTune cpuTune,
        Optional<NumaTune> numaTune, Os os, Cpu cpu, List<Timer> timers, Optional<String> emulator,
        List<Device> devices) {
    public Domain {
        timers = List.copyOf(timers);
        devices = List.copyOf(devices);
    }

    /** How the guest's memory is backed; without any of it there is no {@code <memoryBacking>}. */
    public record MemoryBacking(List<HugePage> hugePages, boolean noSharePages, boolean locked) {
        public MemoryBacking {
            hugePages = List.copyOf(hugePages);
        }
    }

    /** Pages of one size behind the guest cells in {@code cells}. */
    public record HugePage(PageSize size, CpuSet cells) {}

    /** Where the guest's threads run, and how they are scheduled. */
    public record CpuTune(List<Pin> vcpuPins, Optional<CpuSet> emulatorPin, List<Pin> ioThreadPins,
            List<Scheduler> schedulers) {
        public CpuTune {
            vcpuPins = List.copyOf(vcpuPins);
            ioThreadPins = List.copyOf(ioThreadPins);
            schedulers = List.copyOf(schedulers);
        }

        boolean isEmpty() {
            return vcpuPins.isEmpty() && emulatorPin.isEmpty() && ioThreadPins.isEmpty() && schedulers.isEmpty();
        }
    }

    /** One thread and its CPUs. I/O threads count from 1, vCPUs from 0. */
    public record Pin(int thread, CpuSet cpus) {}

    /** Realtime scheduling by {@code SCHED_FIFO}; priority 1..99, higher goes first. */
    public sealed interface Scheduler {
        int priority();

        record Vcpus(CpuSet vcpus, int priority) implements Scheduler {}

        record IoThreads(CpuSet ioThreads, int priority) implements Scheduler {}

        record Emulator(int priority) implements Scheduler {}
    }

    /** Host cells of the memory, always strict: a page from another cell is a failure, not a fallback. */
    public record NumaTune(CpuSet hostCells, List<MemNode> memNodes) {
        public NumaTune {
            memNodes = List.copyOf(memNodes);
        }
    }

    /** The host cells behind one guest cell. */
    public record MemNode(int cell, CpuSet hostCells) {}

    /** What the guest is booted by. */
    public record Os(String arch, String machine, Boot boot) {}

    /** Where the first instruction comes from. */
    public sealed interface Boot {
        record Kernel(String kernel, String initrd, String cmdline) implements Boot {}

        record Disk() implements Boot {}
    }

    /** The processor the guest sees. */
    public record Cpu(CpuMode mode, GuestCpuTopology topology, List<CpuCell> cells) {
        public Cpu {
            cells = List.copyOf(cells);
        }
    }

    /** Which processor model. */
    public sealed interface CpuMode {
        /** The host's own; only with KVM. */
        record HostPassthrough() implements CpuMode {}

        /** One of QEMU's named models, as it is, without regard to the host. */
        record Custom(String model) implements CpuMode {}
    }

    /**
     * One cell of the guest.
     *
     * @param sharedMemory another process, such as a vhost-user switch, maps it too
     */
    public record CpuCell(int id, CpuSet vcpus, long memoryKib, boolean sharedMemory) {}

    /** A timer of the guest; exactly what {@code <timer>} says. */
    public record Timer(String name, Optional<Boolean> present, Optional<String> tickPolicy) {}
}
