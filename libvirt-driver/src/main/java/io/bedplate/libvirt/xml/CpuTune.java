package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.bedplate.host.CpuSet;

/** Where the guest's threads run, and how they are scheduled. */
public record CpuTune(OptionalLong shares, OptionalLong period, OptionalLong quota,
        @Element("global_period") OptionalLong globalPeriod, @Element("global_quota") OptionalLong globalQuota,
        @Element("emulator_period") OptionalLong emulatorPeriod, @Element("emulator_quota") OptionalLong emulatorQuota,
        @Element("iothread_period") OptionalLong ioThreadPeriod, @Element("iothread_quota") OptionalLong ioThreadQuota,
        @Element("vcpupin") List<VcpuPin> vcpuPins, @Element("emulatorpin") Optional<EmulatorPin> emulatorPin,
        @Element("iothreadpin") List<IoThreadPin> ioThreadPins, List<Scheduler> schedulers,
        @Element("cachetune") List<CacheTune> cacheTunes, @Element("memorytune") List<MemoryTune> memoryTunes,
        Rest rest) {
    boolean isEmpty() {
        return equals(new CpuTuneBuilder().build());
    }

    public CpuTune {
        vcpuPins = List.copyOf(vcpuPins);
        ioThreadPins = List.copyOf(ioThreadPins);
        schedulers = List.copyOf(schedulers);
        cacheTunes = List.copyOf(cacheTunes);
        memoryTunes = List.copyOf(memoryTunes);
    }

    /** One vCPU, from 0, and its pCPUs. */
    public record VcpuPin(@Attribute int vcpu, @Attribute CpuSet cpuset, Rest rest) {
        public VcpuPin(int vcpu, CpuSet cpuset) {
            this(vcpu, cpuset, Rest.NONE);
        }
    }

    /** The pCPUs of the hypervisor's own threads. */
    public record EmulatorPin(@Attribute CpuSet cpuset, Rest rest) {
        public EmulatorPin(CpuSet cpuset) {
            this(cpuset, Rest.NONE);
        }
    }

    /** One I/O thread, from 1, and its pCPUs. */
    public record IoThreadPin(@Attribute("iothread") int ioThread, @Attribute CpuSet cpuset, Rest rest) {
        public IoThreadPin(int ioThread, CpuSet cpuset) {
            this(ioThread, cpuset, Rest.NONE);
        }
    }
}
