package io.bedplate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.libvirt.Connect;
import org.libvirt.LibvirtException;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

/**
 * A spawn through the driver beside the same domain started by raw libvirt calls, in turns on one private libvirtd. The
 * ratio of the times until the guest runs is to be at most 1.15, though the driver alone has its document validated. The way down is shown apart: libvirt waits there
 * until QEMU's process has been reaped, which depends on the machine's init and not on the caller.
 *
 * <p>
 * Run as a program; the only argument is the number of rounds, 20 by default.
 */
public final class SpawnRatio {
    private static final int WARM_UP = 3;

    private SpawnRatio() {}

    /** One guest's way up and down. */
    private record Turn(Duration up, Duration down) {}

    /** A way to have a guest for a moment. */
    private interface Way {
        Turn once(InstanceSpec spec) throws LibvirtException;
    }

    public static void main(String[] args) throws IOException, LibvirtException {
        int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        var folder = Files.createTempDirectory("bpl");
        try (var daemon = PrivateLibvirtd.start(folder.resolve("d"));
                var driver = VirtDrivers.open("libvirt",
                        DriverConfig.of(Map.of("uri", daemon.uri(), "domain_type", "qemu")))) {
            var raw = new Connect(daemon.uri());
            try {
                compare(spec -> byDriver(driver, spec), spec -> byHand(raw, spec), rounds);
            } finally {
                raw.close();
            }
        } finally {
            Files.delete(folder);
        }
    }

    private static void compare(Way driver, Way raw, int rounds) throws LibvirtException {
        var ours = new ArrayList<Turn>();
        var theirs = new ArrayList<Turn>();
        for (int round = -WARM_UP; round < rounds; round++) {
            // Who goes first alternates too: the second finds warmer caches.
            boolean first = round % 2 == 0;
            var a = (first ? driver : raw).once(spec());
            var b = (first ? raw : driver).once(spec());
            if (round >= 0) {
                ours.add(first ? a : b);
                theirs.add(first ? b : a);
            }
        }
        report(ours, theirs);
    }

    private static void report(List<Turn> ours, List<Turn> theirs) {
        var ratios = IntStream.range(0, ours.size())
                .mapToDouble(round -> millis(ours.get(round).up()) / millis(theirs.get(round).up()));
        System.out.printf("up    driver %.1f ms   raw libvirt %.1f ms   ratio %.3f (median of %d rounds' own)%n",
                median(ours.stream().mapToDouble(turn -> millis(turn.up()))),
                median(theirs.stream().mapToDouble(turn -> millis(turn.up()))), median(ratios), ours.size());
        System.out.printf("down  driver %.1f ms   raw libvirt %.1f ms%n",
                median(ours.stream().mapToDouble(turn -> millis(turn.down()))),
                median(theirs.stream().mapToDouble(turn -> millis(turn.down()))));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Turn byDriver(VirtDriver driver, InstanceSpec spec) {
        long start = System.nanoTime();
        driver.spawn(spec, LaunchGate.OPEN);
        long running = System.nanoTime();
        driver.destroy(spec.id());
        return new Turn(Duration.ofNanos(running - start), Duration.ofNanos(System.nanoTime() - running));
    }

    private static Turn byHand(Connect libvirt, InstanceSpec spec) throws LibvirtException {
        var xml = DomainXml.write(DomainMapper.map(spec, Machine.x86(Machine.QEMU, "/usr/bin/qemu-system-x86_64")));
        long start = System.nanoTime();
        var domain = libvirt.domainDefineXML(xml);
        domain.create();
        long running = System.nanoTime();
        domain.destroy();
        domain.undefine();
        domain.free();
        return new Turn(Duration.ofNanos(running - start), Duration.ofNanos(System.nanoTime() - running));
    }

    /** One vCPU that floats, 64 MiB, no disk; named after its id. */
    static InstanceSpec spec() {
        var id = new InstanceId(UUID.randomUUID());
        var none = CpuSet.empty();
        var placement = new GuestPlacement(List.of(), none, none, IoThreads.NONE, none, false,
                new GuestCpuTopology(1, 1, 1),
                List.of());
        return new InstanceSpec(id, "ratio-" + id, 1, 65536, placement, new InstanceSpec.Boot.FirstDisk(), List.of(),
                Optional.empty());
    }
}
