package io.bedplate.virt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one guest has used. Counters begin at 0 with the guest's process and never shrink while it lives; a guest without
 * a process has none.
 *
 * @param vcpus  ascending by number
 * @param memory empty where it was not asked for, or is not known now
 */
public record GuestStats(InstanceId id, String name, GuestState state, List<Vcpu> vcpus, Optional<Memory> memory,
        List<BlockDevice> disks, List<Port> ports) {
    public GuestStats {
        vcpus = List.copyOf(vcpus);
        disks = List.copyOf(disks);
        ports = List.copyOf(ports);
    }

    /**
     * One vCPU's thread.
     *
     * @param runNanos  on a pCPU
     * @param waitNanos ready to run and not let run by the host's scheduler, which the guest sees as steal time; empty =
     *                  the hypervisor does not say
     * @param haltNanos halted by the guest; likewise
     */
    public record Vcpu(int vcpu, long runNanos, OptionalLong waitNanos, OptionalLong haltNanos) {
        /** The same, with a wait that was learnt elsewhere. */
        public Vcpu waiting(OptionalLong nanos) {
            return new Vcpu(vcpu, runNanos, nanos, haltNanos);
        }
    }

    /**
     * Memory as the host has it.
     *
     * @param currentKib  what the guest may use now, by its balloon
     * @param maximumKib  what it was given
     * @param residentKib of its process; without huge pages
     */
    public record Memory(long currentKib, long maximumKib, OptionalLong residentKib) {}

    /**
     * One disk.
     *
     * @param name as the hypervisor calls it
     */
    public record BlockDevice(String name, Io reads, Io writes, long flushes) {}

    /** Requests in one direction, their bytes, and the time they took. */
    public record Io(long requests, long bytes, long nanos) {}

    /**
     * One port.
     *
     * @param name of its interface on the host
     */
    public record Port(String name, Traffic received, Traffic sent) {}

    /** Traffic in one direction, as the guest sees it. */
    public record Traffic(long bytes, long packets, long errors, long drops) {}

    /** The same guest with other figures of its vCPUs. */
    public GuestStats with(List<Vcpu> others) {
        return new GuestStats(id, name, state, others, memory, disks, ports);
    }
}
