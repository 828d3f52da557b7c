package io.bedplate.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.xml.Address;
import io.bedplate.libvirt.xml.Devices;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainBuilder;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Interface;
import io.bedplate.libvirt.xml.InterfaceBuilder;
import io.bedplate.libvirt.xml.InterfaceDriverBuilder;
import io.bedplate.libvirt.xml.InterfaceSourceBuilder;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.Rest;
import io.bedplate.libvirt.xml.Vlan;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/**
 * Writing the document of a network function: 4 cells, 16 pinned vCPUs, 1 GiB pages, 2 direct ports, 2 PCI functions, 4
 * disks, 1 vhost-user port. Nova takes 4 ms for it (nova-figures 1.6); to be at most 40 us.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class XmlWrite {
    private static final int CELLS = 4;
    private static final int VCPUS_PER_CELL = 4;
    private static final int PCPUS_PER_CELL = 8;

    private final Machine machine = Machine.x86(Machine.KVM, "/usr/bin/qemu-system-x86_64");
    private final InstanceSpec spec = spec();
    private final Domain domain = withPorts(DomainMapper.map(spec, machine));
    private final String xml = DomainXml.write(domain);

    private static InstanceSpec spec() {
        var none = CpuSet.empty();
        var cells = IntStream.range(0, CELLS).mapToObj(XmlWrite::cell).toList();
        var devices = IntStream.range(0, 2).mapToObj(
                i -> new PlacedDevice(new PciAddress(0, 0x3b, 2, i), OptionalInt.of(i))).toList();
        var placement = new GuestPlacement(cells, none, CpuSet.of(0), new IoThreads(1, CpuSet.of(1)), CpuSet.of(1, 2),
                true,
                new GuestCpuTopology(4, 2, 2), devices);
        var disks = new ArrayList<Disk>();
        for (var name : List.of("root", "ephemeral", "volume-1", "volume-2")) {
            disks.add(
                    Disk.file(new DeviceId("d" + disks.size()), Path.of("/var/lib/bedplate", name), Disk.Format.QCOW2));
        }
        return new InstanceSpec(InstanceId.parse("6f2b8f2c-4d3e-4f7a-9a51-2f1f6d0c7b11"), "network-function",
                CELLS * VCPUS_PER_CELL, CELLS * 4194304L, placement, new InstanceSpec.Boot.FirstDisk(), disks,
                Optional.of(Path.of("/var/log/bedplate/network-function.log")));
    }

    private static Domain withPorts(Domain domain) {
        var devices = new ArrayList<>(domain.devices());
        for (int i = 0; i < 2; i++) {
            var vf = new InterfaceSourceBuilder().pci(Address.guest(new PciAddress(0, 0x5e, 2, i))).build();
            devices.add(new InterfaceBuilder("hostdev").managed(true).mac(new Interface.Mac("52:54:00:00:00:0" + i))
                    .source(vf).vlan(new Vlan(Optional.empty(), List.of(Vlan.Tag.of(100 + i)), Rest.NONE)).build());
        }
        var socket = new InterfaceSourceBuilder().type("unix").path("/run/openvswitch/vhu0").mode("server").build();
        var driver = new InterfaceDriverBuilder().queues(4).rxQueueSize(1024).txQueueSize(1024).build();
        devices.add(new InterfaceBuilder("vhostuser").mac(new Interface.Mac("52:54:00:00:00:0f")).source(socket)
                .model(new Interface.Model("virtio")).driver(driver).build());
        return new DomainBuilder(domain).deviceSection(new Devices(Optional.of("/usr/bin/qemu-system-x86_64"), devices,
                Rest.NONE)).build();
    }

    private static PlacedCell cell(int id) {
        var pinning = new TreeMap<Integer, Integer>();
        for (int vcpu = 0; vcpu < VCPUS_PER_CELL; vcpu++) {
            pinning.put(VCPUS_PER_CELL * id + vcpu, PCPUS_PER_CELL * id + 2 + vcpu);
        }
        var vcpus = CpuSet.range(VCPUS_PER_CELL * id, VCPUS_PER_CELL * id + VCPUS_PER_CELL - 1);
        return new PlacedCell(id, id, vcpus, pinning, CpuSet.empty(), CpuSet.empty(), 4194304,
                Optional.of(PageSize.GIB_1));
    }

    @Benchmark
    public String write() {
        return DomainXml.write(domain);
    }

    /** From the text to the records. */
    @Benchmark
    public Domain read() {
        return DomainXml.read(xml);
    }

    /** From the placement to the text. */
    @Benchmark
    public String mapAndWrite() {
        return DomainXml.write(DomainMapper.map(spec, machine));
    }
}
