package io.bedplate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.metrics.EventCounts;
import io.bedplate.agent.metrics.HostFigures;
import io.bedplate.agent.metrics.MetricsSnapshot.Reading;
import io.bedplate.agent.metrics.Scraper;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.PageSize;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.BlockDevice;
import io.bedplate.virt.GuestStats.Io;
import io.bedplate.virt.GuestStats.Memory;
import io.bedplate.virt.GuestStats.Port;
import io.bedplate.virt.GuestStats.Traffic;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

/**
 * The memory that an agent keeps for one instance of eight pinned vCPUs on two cells, two disks and two ports, to be at
 * most 20 KiB: its claim, as it was read from disk, and what the last scrape said of it. Run as a program; takes the
 * difference in used heap between an agent of 200 instances and one of 1,000.
 */
public final class ClaimSize {
    private static final int FEW = 200;
    private static final int MANY = 1000;
    private static final int VCPUS = 8;

    private ClaimSize() {}

    /** Held while the heap is looked at. */
    private record Kept(Agent agent, Scraper scraper) {}

    public static void main(String[] args) throws IOException {
        var folder = Files.createTempDirectory("bpl");
        // What is made once, by the first agent of a JVM, is nobody's.
        bytes(FEW, folder.resolve("first"));
        long few = bytes(FEW, folder.resolve("few"));
        long many = bytes(MANY, folder.resolve("many"));
        Files.delete(folder);
        System.out.printf("%.1f KiB an instance (%d KiB for %d, %d KiB for %d)%n",
                (many - few) / 1024.0 / (MANY - FEW), few >> 10, FEW, many >> 10, MANY);
    }

    private static long bytes(int instances, Path folder) throws IOException {
        var journal = new FileJournal(folder);
        var ids = Stream.generate(() -> new InstanceId(UUID.randomUUID())).limit(instances).toList();
        ids.forEach(id -> journal.put(new Claim(spec(id), Phase.ACTIVE, Instant.now())));
        var driver = FakeDriver.attach(SimulatedHost.of(HostShape.SMALL), InstantSource.system(), Runnable::run);
        long before = usedBytes();
        var kept = keep(driver, journal, ids);
        long bytes = usedBytes() - before;
        if (kept.agent().claims().size() != instances || kept.scraper().scrape().now().isEmpty()) {
            throw new IllegalStateException("not all are there");
        }
        ids.forEach(journal::remove);
        Files.delete(folder);
        return bytes;
    }

    private static Kept keep(FakeDriver driver, FileJournal journal, List<InstanceId> ids) {
        var agent = new Agent(driver, driver.simulatedHost().files(), journal, HostConfig.NONE, InstantSource.system());
        agent.readClaims();
        var none = new HostFigures(List.of(), List.of(), List.of(), Map.of());
        var scraper = new Scraper(
                new Scraper.Agent("benchmark", Optional.empty(), agent.times()::snapshot, List::of, new EventCounts()),
                () -> new Reading(none, ids.stream().map(ClaimSize::stats).toList(), Duration.ZERO),
                Duration.ofMinutes(1));
        scraper.scrape();
        return new Kept(agent, scraper);
    }

    private static InstanceSpec spec(InstanceId id) {
        var none = CpuSet.empty();
        var cells = IntStream.range(0, 2).mapToObj(cell -> {
            var pins = new TreeMap<Integer, Integer>();
            IntStream.range(0, VCPUS / 2).map(at -> at + cell * VCPUS / 2).forEach(vcpu -> pins.put(vcpu, vcpu + 100));
            return new PlacedCell(cell, cell, CpuSet.of(pins.keySet().stream().mapToInt(Integer::intValue).toArray()),
                    pins, none, none, 1 << 20, Optional.of(PageSize.MIB_2));
        }).toList();
        var placement = new GuestPlacement(cells, none, CpuSet.of(0), IoThreads.NONE, none, true,
                new GuestCpuTopology(2, 4, 1), List.of());
        var disks = Stream.of("root", "data").map(name -> Disk.file(new DeviceId(name),
                Path.of("/var/lib/bedplate/instances", id.toString(), name), Disk.Format.QCOW2)).toList();
        var nics = IntStream.range(0, 2).mapToObj(port -> Nic.of(new DeviceId("port" + port),
                new MacAddress("52:54:00:00:00:0" + port), new NicBackend.Bridge("br" + port))).toList();
        return new InstanceSpec(id, "vnf-" + id, VCPUS, 2 << 20, placement, new InstanceSpec.Boot.FirstDisk(), disks,
                Optional.empty()).equipped(disks, nics);
    }

    private static GuestStats stats(InstanceId id) {
        var vcpus = IntStream.range(0, VCPUS).mapToObj(vcpu -> new Vcpu(vcpu, System.nanoTime(),
                OptionalLong.of(System.nanoTime()), OptionalLong.of(System.nanoTime()))).toList();
        var disks = Stream.of("vda", "vdb").map(name -> new BlockDevice(name, new Io(1, 2, 3), new Io(4, 5, 6), 7))
                .toList();
        var ports = Stream.of("vnet0", "vnet1")
                .map(name -> new Port(name, new Traffic(1, 2, 3, 4), new Traffic(5, 6, 7, 8))).toList();
        return new GuestStats(id, "vnf-" + id, GuestState.RUNNING, vcpus,
                Optional.of(new Memory(2 << 20, 2 << 20, OptionalLong.of(1 << 20))), disks, ports);
    }

    private static long usedBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
