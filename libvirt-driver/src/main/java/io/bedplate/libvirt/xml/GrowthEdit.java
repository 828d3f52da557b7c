package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.CpuTune.VcpuPin;
import io.bedplate.libvirt.xml.VcpuStates.VcpuState;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;

/** A domain's document with more vCPUs and memory, or with less. Pure. */
public final class GrowthEdit {
    private GrowthEdit() {}

    /** The definition with it: memory as modules, vCPUs so that they can be taken back. */
    public static Domain with(Domain definition, Growth growth) {
        var pins = new TreeMap<>(pins(definition));
        growth.vcpus().forEach(vcpu -> pins.put(vcpu.vcpu(), new VcpuPin(vcpu.vcpu(), vcpu.seat().pcpus())));
        var devices = new ArrayList<>(definition.devices());
        growth.modules().forEach(module -> devices.add(module(module, CpuSet.empty())));
        int count = PlacedDomain.vcpus(definition) + growth.vcpus().size();
        return edited(definition, states(definition, numbers(growth), true), count, pins, devices);
    }

    /** The definition without it. */
    public static Domain without(Domain definition, Growth growth) {
        var pins = new TreeMap<>(pins(definition));
        growth.vcpus().forEach(vcpu -> pins.remove(vcpu.vcpu()));
        var devices = new ArrayList<>(definition.devices());
        growth.modules().forEach(module -> devices.removeIf(device -> AttachmentMapper.is(device, module.id())));
        int count = PlacedDomain.vcpus(definition) - growth.vcpus().size();
        return edited(definition, states(definition, numbers(growth), false), count, pins, devices);
    }

    /** What of it a document has. */
    public static Growth within(Domain domain, Growth growth) {
        var there = vcpus(domain);
        return growth.only(vcpu -> there.contains(vcpu.vcpu()), module -> AttachmentMapper.has(domain, module.id()));
    }

    private static CpuSet vcpus(Domain domain) {
        return domain.vcpuStates()
                .map(states -> CpuSet.of(states.vcpus().stream().filter(state -> state.enabled().orElse(true))
                        .mapToInt(VcpuState::id).toArray()))
                .orElse(CpuSet.range(0, PlacedDomain.vcpus(domain) - 1));
    }

    /** vCPUs of it that a running domain cannot give back: it started with them. */
    public static List<Integer> fixed(Domain running, Growth growth) {
        var states = running.vcpuStates().map(VcpuStates::vcpus).orElse(List.of());
        return growth.vcpus().stream().map(NewVcpu::vcpu).filter(vcpu -> states.stream()
                .noneMatch(state -> state.id() == vcpu && state.hotpluggable().orElse(false))).toList();
    }

    /**
     * A module of memory.
     *
     * @param boundTo host cells; empty = those of its guest cell, wherever it is moved
     */
    public static MemoryDevice module(MemoryModule module, CpuSet boundTo) {
        var huge = module.pageSize().filter(size -> size.compareTo(PageSize.KIB_4) > 0).map(PageSize::kib)
                .map(Quantity::kib);
        var source = new MemoryDevice.Source(huge, Optional.of(boundTo).filter(cells -> !cells.isEmpty()),
                Optional.empty(), Optional.empty(), false, Rest.NONE);
        var target = new MemoryDevice.Target(Optional.of(Quantity.kib(module.memoryKib())),
                OptionalInt.of(module.guestCell()), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false, Rest.NONE);
        return new MemoryDevice("dimm", Optional.empty(), Optional.empty(), Optional.empty(),
                huge.isEmpty() && boundTo.isEmpty() ? Optional.empty() : Optional.of(source), Optional.of(target),
                Optional.of(AttachmentMapper.alias(module.id())), Optional.empty(), Rest.NONE);
    }

    private static CpuSet numbers(Growth growth) {
        return CpuSet.of(growth.vcpus().stream().mapToInt(NewVcpu::vcpu).toArray());
    }

    private static CpuTune tune(Domain definition) {
        return definition.cpuTune().orElse(new CpuTuneBuilder().build());
    }

    private static Map<Integer, VcpuPin> pins(Domain definition) {
        return tune(definition).vcpuPins().stream().collect(Collectors.toMap(VcpuPin::vcpu, pin -> pin));
    }

    private static Domain edited(Domain definition, VcpuStates states, int count, Map<Integer, VcpuPin> pins,
            List<Device> devices) {
        var edited = new DomainBuilder(definition);
        definition.vcpu().filter(vcpu -> count != PlacedDomain.vcpus(definition))
                .ifPresent(vcpu -> edited.vcpuStates(states)
                        .vcpu(new Vcpu(vcpu.placement(), vcpu.cpuset(),
                                count < vcpu.count() ? OptionalInt.of(count) : OptionalInt.empty(), vcpu.count(),
                                vcpu.rest())));
        if (!pins.equals(pins(definition))) {
            edited.cpuTune(new CpuTuneBuilder(tune(definition)).vcpuPins(List.copyOf(pins.values())).build());
        }
        definition.deviceSection().ifPresent(
                section -> edited.deviceSection(new Devices(section.emulator(), devices, section.rest())));
        long added = modulesKib(devices) - modulesKib(definition.devices());
        definition.memory().filter(_ -> added != 0).flatMap(memory -> memory.kib().stream().boxed().findFirst())
                .map(kib -> Quantity.kib(kib + added))
                .ifPresent(all -> edited.memory(all).currentMemory(all));
        return edited.build();
    }

    private static long modulesKib(List<Device> devices) {
        return devices.stream().filter(MemoryDevice.class::isInstance).map(MemoryDevice.class::cast)
                .flatMap(module -> module.target().stream()).flatMap(target -> target.size().stream())
                .flatMapToLong(size -> size.kib().stream()).sum();
    }

    /** Of each vCPU whether it is there and can go; libvirt wants to be told of all or none. */
    private static VcpuStates states(Domain definition, CpuSet changed, boolean there) {
        var known = definition.vcpuStates().stream().flatMap(states -> states.vcpus().stream())
                .collect(Collectors.toMap(VcpuState::id, state -> state));
        int present = PlacedDomain.vcpus(definition);
        int most = definition.vcpu().map(Vcpu::count).orElse(present);
        var states = new ArrayList<VcpuState>();
        for (int vcpu = 0; vcpu < most; vcpu++) {
            var former = known.getOrDefault(vcpu, state(vcpu, vcpu < present, vcpu >= present));
            states.add(changed.contains(vcpu)
                    ? state(vcpu, there, true)
                    : state(vcpu, former.enabled().orElse(true), former.hotpluggable().orElse(false)));
        }
        return new VcpuStates(states);
    }

    private static VcpuState state(int vcpu, boolean there, boolean canGo) {
        return new VcpuState(vcpu, Optional.of(there), Optional.of(canGo), OptionalInt.empty(), Rest.NONE);
    }
}
