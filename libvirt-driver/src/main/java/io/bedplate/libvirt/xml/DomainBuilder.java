package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Puts {@link Domain} together, or changes parts of one. What is not set is not in the document. */
public final class DomainBuilder {
    private final String type;
    private final String name;
    private OptionalInt id = OptionalInt.empty();
    private Optional<UUID> uuid = Optional.empty();
    private Optional<String> genid = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<Metadata> metadata = Optional.empty();
    private Optional<MaxMemory> maxMemory = Optional.empty();
    private Optional<Quantity> memory = Optional.empty();
    private Optional<Quantity> currentMemory = Optional.empty();
    private Optional<MemTune> memTune = Optional.empty();
    private Optional<MemoryBacking> memoryBacking = Optional.empty();
    private Optional<Vcpu> vcpu = Optional.empty();
    private Optional<VcpuStates> vcpuStates = Optional.empty();
    private OptionalInt ioThreads = OptionalInt.empty();
    private Optional<IoThreadIds> ioThreadIds = Optional.empty();
    private Optional<CpuTune> cpuTune = Optional.empty();
    private Optional<NumaTune> numaTune = Optional.empty();
    private Optional<Domain.Resource> resource = Optional.empty();
    private List<Sysinfo> sysinfos = List.of();
    private Optional<Os> os = Optional.empty();
    private Optional<IdMap> idMap = Optional.empty();
    private Optional<Features> features = Optional.empty();
    private Optional<Cpu> cpu = Optional.empty();
    private Optional<Clock> clock = Optional.empty();
    private Optional<String> onPoweroff = Optional.empty();
    private Optional<String> onReboot = Optional.empty();
    private Optional<String> onCrash = Optional.empty();
    private Optional<String> onLockFailure = Optional.empty();
    private Optional<Domain.PowerManagement> powerManagement = Optional.empty();
    private Optional<Domain.Perf> perf = Optional.empty();
    private Optional<Devices> deviceSection = Optional.empty();
    private List<SecLabel> secLabels = List.of();
    private Optional<LaunchSecurity> launchSecurity = Optional.empty();
    private Rest rest = Rest.NONE;

    public DomainBuilder(String type, String name) {
        this.type = type;
        this.name = name;
    }

    /** Begins with what is there. */
    public DomainBuilder(Domain from) {
        type = from.type();
        name = from.name();
        id = from.id();
        uuid = from.uuid();
        genid = from.genid();
        title = from.title();
        description = from.description();
        metadata = from.metadata();
        maxMemory = from.maxMemory();
        memory = from.memory();
        currentMemory = from.currentMemory();
        memTune = from.memTune();
        memoryBacking = from.memoryBacking();
        vcpu = from.vcpu();
        vcpuStates = from.vcpuStates();
        ioThreads = from.ioThreads();
        ioThreadIds = from.ioThreadIds();
        cpuTune = from.cpuTune();
        numaTune = from.numaTune();
        resource = from.resource();
        sysinfos = from.sysinfos();
        os = from.os();
        idMap = from.idMap();
        features = from.features();
        cpu = from.cpu();
        clock = from.clock();
        onPoweroff = from.onPoweroff();
        onReboot = from.onReboot();
        onCrash = from.onCrash();
        onLockFailure = from.onLockFailure();
        powerManagement = from.powerManagement();
        perf = from.perf();
        deviceSection = from.deviceSection();
        secLabels = from.secLabels();
        launchSecurity = from.launchSecurity();
        rest = from.rest();
    }

    public DomainBuilder id(int value) {
        id = OptionalInt.of(value);
        return this;
    }

    public DomainBuilder uuid(UUID value) {
        uuid = Optional.of(value);
        return this;
    }

    public DomainBuilder genid(String value) {
        genid = Optional.of(value);
        return this;
    }

    public DomainBuilder title(String value) {
        title = Optional.of(value);
        return this;
    }

    public DomainBuilder description(String value) {
        description = Optional.of(value);
        return this;
    }

    public DomainBuilder metadata(Metadata value) {
        metadata = Optional.of(value);
        return this;
    }

    public DomainBuilder maxMemory(MaxMemory value) {
        maxMemory = Optional.of(value);
        return this;
    }

    public DomainBuilder memory(Quantity value) {
        memory = Optional.of(value);
        return this;
    }

    public DomainBuilder currentMemory(Quantity value) {
        currentMemory = Optional.of(value);
        return this;
    }

    public DomainBuilder memTune(MemTune value) {
        memTune = Optional.of(value);
        return this;
    }

    public DomainBuilder memoryBacking(MemoryBacking value) {
        memoryBacking = Optional.of(value);
        return this;
    }

    public DomainBuilder vcpu(Vcpu value) {
        vcpu = Optional.of(value);
        return this;
    }

    public DomainBuilder vcpuStates(VcpuStates value) {
        vcpuStates = Optional.of(value);
        return this;
    }

    public DomainBuilder ioThreads(int value) {
        ioThreads = OptionalInt.of(value);
        return this;
    }

    public DomainBuilder ioThreadIds(IoThreadIds value) {
        ioThreadIds = Optional.of(value);
        return this;
    }

    public DomainBuilder cpuTune(CpuTune value) {
        cpuTune = Optional.of(value);
        return this;
    }

    public DomainBuilder numaTune(NumaTune value) {
        numaTune = Optional.of(value);
        return this;
    }

    public DomainBuilder resource(Domain.Resource value) {
        resource = Optional.of(value);
        return this;
    }

    public DomainBuilder sysinfos(List<Sysinfo> value) {
        sysinfos = value;
        return this;
    }

    public DomainBuilder os(Os value) {
        os = Optional.of(value);
        return this;
    }

    public DomainBuilder idMap(IdMap value) {
        idMap = Optional.of(value);
        return this;
    }

    public DomainBuilder features(Features value) {
        features = Optional.of(value);
        return this;
    }

    public DomainBuilder cpu(Cpu value) {
        cpu = Optional.of(value);
        return this;
    }

    public DomainBuilder clock(Clock value) {
        clock = Optional.of(value);
        return this;
    }

    public DomainBuilder onPoweroff(String value) {
        onPoweroff = Optional.of(value);
        return this;
    }

    public DomainBuilder onReboot(String value) {
        onReboot = Optional.of(value);
        return this;
    }

    public DomainBuilder onCrash(String value) {
        onCrash = Optional.of(value);
        return this;
    }

    public DomainBuilder onLockFailure(String value) {
        onLockFailure = Optional.of(value);
        return this;
    }

    public DomainBuilder powerManagement(Domain.PowerManagement value) {
        powerManagement = Optional.of(value);
        return this;
    }

    public DomainBuilder perf(Domain.Perf value) {
        perf = Optional.of(value);
        return this;
    }

    public DomainBuilder deviceSection(Devices value) {
        deviceSection = Optional.of(value);
        return this;
    }

    public DomainBuilder secLabels(List<SecLabel> value) {
        secLabels = value;
        return this;
    }

    public DomainBuilder launchSecurity(LaunchSecurity value) {
        launchSecurity = Optional.of(value);
        return this;
    }

    public DomainBuilder rest(Rest value) {
        rest = value;
        return this;
    }

    public Domain build() {
        return new Domain(type, id, name, uuid, genid, title, description, metadata, maxMemory, memory, currentMemory,
                memTune, memoryBacking, vcpu, vcpuStates, ioThreads, ioThreadIds, cpuTune, numaTune, resource, sysinfos,
                os, idMap, features, cpu, clock, onPoweroff, onReboot, onCrash, onLockFailure, powerManagement, perf,
                deviceSection, secLabels, launchSecurity, rest);
    }
}
