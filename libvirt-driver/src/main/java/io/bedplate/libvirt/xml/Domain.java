package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * libvirt's domain document, named as libvirt names it (https://libvirt.org/formatdomain.html). What the records do not
 * name is in their {@link Rest}.
 */
public record Domain(@Attribute String type, @Attribute OptionalInt id, String name, Optional<UUID> uuid,
        Optional<String> genid, Optional<String> title, Optional<String> description, Optional<Metadata> metadata,
        Optional<MaxMemory> maxMemory, Optional<Quantity> memory, Optional<Quantity> currentMemory,
        @Element("memtune") Optional<MemTune> memTune, Optional<MemoryBacking> memoryBacking, Optional<Vcpu> vcpu,
        @Element("vcpus") Optional<VcpuStates> vcpuStates, @Element("iothreads") OptionalInt ioThreads,
        @Element("iothreadids") Optional<IoThreadIds> ioThreadIds, @Element("cputune") Optional<CpuTune> cpuTune,
        @Element("numatune") Optional<NumaTune> numaTune, Optional<Resource> resource,
        @Element("sysinfo") List<Sysinfo> sysinfos, Optional<Os> os, @Element("idmap") Optional<IdMap> idMap,
        Optional<Features> features, Optional<Cpu> cpu, Optional<Clock> clock,
        @Element("on_poweroff") Optional<String> onPoweroff, @Element("on_reboot") Optional<String> onReboot,
        @Element("on_crash") Optional<String> onCrash, @Element("on_lockfailure") Optional<String> onLockFailure,
        @Element("pm") Optional<PowerManagement> powerManagement, Optional<Perf> perf,
        @Element("devices") Optional<Devices> deviceSection, @Element("seclabel") List<SecLabel> secLabels,
        Optional<LaunchSecurity> launchSecurity, Rest rest) {
    /** In the document's order; none without {@code <devices>}. */
    public List<Device> devices() {
        return deviceSection.map(Devices::all).orElse(List.of());
    }

    /** Our mark. */
    public Optional<GuestMark> mark() {
        return metadata.flatMap(Metadata::mark);
    }

    public Domain {
        sysinfos = List.copyOf(sysinfos);
        secLabels = List.copyOf(secLabels);
    }

    /** Where the domain stands among the host's control groups. */
    public record Resource(Optional<String> partition, Rest rest) {}

    /** Which sleep states the guest is offered. */
    public record PowerManagement(@Element("suspend-to-mem") Optional<PowerState> suspendToMem,
            @Element("suspend-to-disk") Optional<PowerState> suspendToDisk, Rest rest) {}

    /** One sleep state. */
    public record PowerState(@Attribute Optional<Boolean> enabled, Rest rest) {}

    /** Performance events that are counted for the guest. */
    public record Perf(@Element("event") List<PerfEvent> events, Rest rest) {
        public Perf {
            events = List.copyOf(events);
        }

        public Perf(List<PerfEvent> events) {
            this(events, Rest.NONE);
        }
    }

    /** One event. */
    public record PerfEvent(@Attribute String name, @Attribute Optional<Boolean> enabled, Rest rest) {}
}
