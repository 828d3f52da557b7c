package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.bedplate.host.HostTopology;
import io.bedplate.virt.InstanceSpec;

/**
 * Maps what an instance shall be to libvirt's document. Pure: equal arguments give an equal document. One mapper per
 * part; this class joins them.
 */
public final class DomainMapper {
    private DomainMapper() {}

    /** For a host of which nothing is known. */
    public static Domain map(InstanceSpec spec, Machine machine) {
        return map(spec, machine,
                new HostTopology("", machine.arch(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /**
     * The document.
     *
     * @param host its cells' CPUs and distances count; a cell that is left out is taken to have the guest's CPUs alone
     */
    public static Domain map(InstanceSpec spec, Machine machine, HostTopology host) {
        var placement = spec.placement();
        var pins = new PinMapper(placement, host);
        var headroom = spec.hardware().headroom();
        var domain = new DomainBuilder(machine.type(), spec.name()).uuid(spec.id().uuid())
                .metadata(Metadata.of(pins.mark())).memory(Quantity.kib(spec.memoryKib()))
                .vcpu(CpuMapper.vcpu(spec)).os(HardwareMapper.os(spec, machine))
                .features(HardwareMapper.features(spec, machine)).cpu(CpuMapper.cpu(spec, machine, host))
                .clock(HardwareMapper.clock(machine)).onPoweroff("destroy").onReboot("restart").onCrash("destroy")
                .deviceSection(new Devices(Optional.of(machine.emulator()), devices(spec), Rest.NONE));
        if (placement.ioThreads().count() > 0) {
            domain.ioThreads(placement.ioThreads().count());
        }
        if (headroom.maxMemoryKib() > spec.memoryKib()) {
            domain.maxMemory(MemoryMapper.maxMemory(headroom));
        }
        MemoryMapper.backing(spec).ifPresent(domain::memoryBacking);
        pins.cpuTune(spec.hardware().cpuQuota()).ifPresent(domain::cpuTune);
        MemoryMapper.numaTune(placement).ifPresent(domain::numaTune);
        HostMtu.of(spec.nics()).ifPresent(domain::rest);
        return domain.build();
    }

    private static List<Device> devices(InstanceSpec spec) {
        var buses = ExpanderBuses.of(spec.placement());
        var devices = new ArrayList<Device>();
        devices.add(new ControllerBuilder("usb").model(HardwareMapper.usbModel(spec)).build());
        devices.addAll(DiskMapper.controllers(spec));
        devices.addAll(buses.controllers());
        devices.addAll(disks(spec));
        devices.addAll(NicMapper.besidePorts(spec, buses.hostDevs()));
        devices.addAll(NicMapper.map(spec, buses.hostDevs()));
        devices.addAll(PeripheralMapper.devices(spec));
        devices.addAll(1, PlugPorts.of(spec, devices));
        return devices;
    }

    private static List<Disk> disks(InstanceSpec spec) {
        var places = new DiskPlaces();
        return IntStream.range(0, spec.disks().size())
                .mapToObj(i -> DiskMapper.disk(spec.disks().get(i), places, i, spec)).toList();
    }
}
