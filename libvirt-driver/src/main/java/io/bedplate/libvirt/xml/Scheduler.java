package io.bedplate.libvirt.xml;

import java.util.OptionalInt;

import io.bedplate.host.CpuSet;

/** How threads are scheduled; realtime priorities go from 1 to 99, higher goes first. */
public sealed interface Scheduler {
    String scheduler();

    OptionalInt priority();

    /** For some vCPUs. */
    @Element("vcpusched")
    record Vcpus(@Attribute CpuSet vcpus, @Attribute String scheduler, @Attribute OptionalInt priority,
            Rest rest) implements Scheduler {

        /** {@code SCHED_FIFO}. */
        public static Vcpus fifo(CpuSet vcpus, int priority) {
            return new Vcpus(vcpus, "fifo", OptionalInt.of(priority), Rest.NONE);
        }
    }

    /** For some I/O threads. */
    @Element("iothreadsched")
    record IoThreads(@Attribute("iothreads") CpuSet ioThreads, @Attribute String scheduler,
            @Attribute OptionalInt priority, Rest rest) implements Scheduler {

        /** {@code SCHED_FIFO}. */
        public static IoThreads fifo(CpuSet ioThreads, int priority) {
            return new IoThreads(ioThreads, "fifo", OptionalInt.of(priority), Rest.NONE);
        }
    }

    /** For the hypervisor's own threads. */
    @Element("emulatorsched")
    record Emulator(@Attribute String scheduler, @Attribute OptionalInt priority, Rest rest) implements Scheduler {

        /** {@code SCHED_FIFO}. */
        public static Emulator fifo(int priority) {
            return new Emulator("fifo", OptionalInt.of(priority), Rest.NONE);
        }
    }
}
