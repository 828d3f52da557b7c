package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** Puts {@link Cpu} together, or changes parts of one. What is not set is not in the document. */
public final class CpuBuilder {
    private Optional<String> mode = Optional.empty();
    private Optional<String> match = Optional.empty();
    private Optional<String> check = Optional.empty();
    private Optional<Switch> migratable = Optional.empty();
    private Optional<Cpu.Model> model = Optional.empty();
    private Optional<String> vendor = Optional.empty();
    private Optional<Cpu.Topology> topology = Optional.empty();
    private Optional<Cpu.Cache> cache = Optional.empty();
    private Optional<Cpu.MaxPhysAddr> maxPhysAddr = Optional.empty();
    private List<Cpu.Feature> features = List.of();
    private Optional<Cpu.Numa> numa = Optional.empty();
    private Rest rest = Rest.NONE;

    public CpuBuilder() {}

    /** Begins with what is there. */
    public CpuBuilder(Cpu from) {
        mode = from.mode();
        match = from.match();
        check = from.check();
        migratable = from.migratable();
        model = from.model();
        vendor = from.vendor();
        topology = from.topology();
        cache = from.cache();
        maxPhysAddr = from.maxPhysAddr();
        features = from.features();
        numa = from.numa();
        rest = from.rest();
    }

    public CpuBuilder mode(String value) {
        mode = Optional.of(value);
        return this;
    }

    public CpuBuilder match(String value) {
        match = Optional.of(value);
        return this;
    }

    public CpuBuilder check(String value) {
        check = Optional.of(value);
        return this;
    }

    public CpuBuilder migratable(Switch value) {
        migratable = Optional.of(value);
        return this;
    }

    public CpuBuilder model(Cpu.Model value) {
        model = Optional.of(value);
        return this;
    }

    public CpuBuilder vendor(String value) {
        vendor = Optional.of(value);
        return this;
    }

    public CpuBuilder topology(Cpu.Topology value) {
        topology = Optional.of(value);
        return this;
    }

    public CpuBuilder cache(Cpu.Cache value) {
        cache = Optional.of(value);
        return this;
    }

    public CpuBuilder maxPhysAddr(Cpu.MaxPhysAddr value) {
        maxPhysAddr = Optional.of(value);
        return this;
    }

    public CpuBuilder features(List<Cpu.Feature> value) {
        features = value;
        return this;
    }

    public CpuBuilder numa(Cpu.Numa value) {
        numa = Optional.of(value);
        return this;
    }

    public Cpu build() {
        return new Cpu(mode, match, check, migratable, model, vendor, topology, cache, maxPhysAddr, features, numa,
                rest);
    }
}
