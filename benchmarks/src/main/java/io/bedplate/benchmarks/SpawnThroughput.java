package io.bedplate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.libvirt.Connect;
import org.libvirt.LibvirtException;

import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

/**
 * Fifty spawns at once through the driver beside fifty at once by raw libvirt calls (define, create paused, resume), in
 * turns on one private libvirtd. The driver's throughput is to be at least 0.9 of the raw one. Both have fifty threads;
 * the raw ones share a connection, as a program that does nothing about it would.
 *
 * <p>
 * Run as a program; the only argument is the number of rounds, 5 by default.
 */
public final class SpawnThroughput {
    private static final int AT_ONCE = 50;
    private static final int START_PAUSED = 1;

    private SpawnThroughput() {}

    /** A way to have guests and to be rid of them. */
    private interface Way {
        void up(InstanceSpec spec) throws LibvirtException;

        void down(InstanceSpec spec) throws LibvirtException;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
        var folder = Files.createTempDirectory("bpl");
        try (var daemon = PrivateLibvirtd.start(folder.resolve("d"));
                var driver = VirtDrivers.open("libvirt",
                        DriverConfig.of(Map.of("uri", daemon.uri(), "domain_type", "qemu")))) {
            var raw = new Connect(daemon.uri());
            try {
                compare(new ByDriver(driver), new ByHand(raw), rounds);
            } finally {
                raw.close();
            }
        } finally {
            Files.delete(folder);
        }
    }

    private static void compare(Way driver, Way raw, int rounds) throws InterruptedException, ExecutionException {
        var ratios = new ArrayList<Double>();
        // The first round warms up.
        for (int round = -1; round < rounds; round++) {
            boolean first = round % 2 == 0;
            var a = crowd(first ? driver : raw);
            var b = crowd(first ? raw : driver);
            var ours = first ? a : b;
            var theirs = first ? b : a;
            System.out.printf("%s driver %.2f/s   raw libvirt %.2f/s   load %s%n", round < 0 ? "warm-up" : "round",
                    perSecond(ours), perSecond(theirs), load());
            if (round >= 0) {
                ratios.add(perSecond(ours) / perSecond(theirs));
            }
        }
        System.out.printf("throughput of %d at once, driver / raw libvirt: %.3f (median of %d rounds' own)%n", AT_ONCE,
                ratios.stream().sorted().skip(rounds / 2).findFirst().orElseThrow(), rounds);
    }

    private static double perSecond(Duration all) {
        return AT_ONCE / (all.toNanos() / 1e9);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static Duration crowd(Way way) throws InterruptedException, ExecutionException {
        var specs = Stream.generate(SpawnRatio::spec).limit(AT_ONCE).toList();
        long start = System.nanoTime();
        all(specs, way::up);
        var up = Duration.ofNanos(System.nanoTime() - start);
        all(specs, way::down);
        return up;
    }

    private interface Step {
        void of(InstanceSpec spec) throws LibvirtException;
    }

    private static void all(List<InstanceSpec> specs, Step step) throws InterruptedException, ExecutionException {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var under = new ArrayList<Future<Boolean>>();
            for (var spec : specs) {
                under.add(pool.submit(() -> {
                    step.of(spec);
                    return true;
                }));
            }
            for (var one : under) {
                one.get();
            }
        }
    }

    private record ByDriver(VirtDriver driver) implements Way {
        @Override
        public void up(InstanceSpec spec) {
            driver.spawn(spec, LaunchGate.OPEN);
        }

        @Override
        public void down(InstanceSpec spec) {
            driver.destroy(spec.id());
        }
    }

    private record ByHand(Connect libvirt) implements Way {
        @Override
        public void up(InstanceSpec spec) throws LibvirtException {
            var machine = Machine.x86(Machine.QEMU, "/usr/bin/qemu-system-x86_64");
            var domain = libvirt.domainDefineXML(DomainXml.write(DomainMapper.map(spec, machine)));
            domain.create(START_PAUSED);
            domain.resume();
            domain.free();
        }

        @Override
        public void down(InstanceSpec spec) throws LibvirtException {
            var domain = libvirt.domainLookupByUUID(spec.id().uuid());
            domain.destroy();
            domain.undefine();
            domain.free();
        }
    }
}
