package io.bedplate.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.libvirt.LibvirtException;

import com.sun.management.OperatingSystemMXBean;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.metrics.EventCounts;
import io.bedplate.agent.metrics.HypervisorReader;
import io.bedplate.agent.metrics.MetricsServer;
import io.bedplate.agent.metrics.Scraper;
import io.bedplate.host.HostConfig;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

/**
 * What telemetry costs with many real guests: a scrape over HTTP beside the bulk call of libvirt alone, in turns on one
 * libvirtd, to be at most 5 % more; and the CPU time of an agent at rest, to be at most 0.3 % of a CPU. The guests are
 * paused, so that they leave the machine to libvirt.
 *
 * <p>
 * Run as a program; the arguments are the numbers of guests and of rounds, 200 and 20 by default.
 */
public final class TelemetryFigures {
    private static final int AT_ONCE = 4;
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TelemetryFigures() {}

    public static void main(String[] args) throws Exception {
        int guests = args.length == 0 ? 200 : Integer.parseInt(args[0]);
        int rounds = args.length < 2 ? 20 : Integer.parseInt(args[1]);
        var folder = Files.createTempDirectory("bpl");
        try (var daemon = PrivateLibvirtd.start(folder.resolve("d"));
                var driver = VirtDrivers.open("libvirt",
                        DriverConfig.of(Map.of("uri", daemon.uri(), "domain_type", "qemu")))) {
            var specs = Stream.generate(SpawnRatio::spec).limit(guests).toList();
            try {
                all(specs, spec -> {
                    driver.spawn(spec, LaunchGate.OPEN);
                    driver.pausing().orElseThrow().pause(spec.id());
                });
                System.out.printf("%d guests are there; the machine comes to rest%n", guests);
                Thread.sleep(WATCHED);
                var journal = new FileJournal(folder.resolve("claims"));
                specs.forEach(spec -> journal.put(new Claim(spec, Phase.ACTIVE, Instant.now())));
                measure(driver, daemon.uri(), journal, rounds);
                specs.forEach(spec -> journal.remove(spec.id()));
                Files.delete(folder.resolve("claims"));
            } finally {
                all(specs, spec -> driver.destroy(spec.id()));
            }
        } finally {
            Files.delete(folder);
        }
    }

    private static void measure(VirtDriver driver, String uri, FileJournal journal, int rounds)
            throws IOException, InterruptedException, LibvirtException {
        var files = HostFiles.real();
        var agent = new Agent(driver, files, journal, HostConfig.NONE, InstantSource.system());
        agent.readClaims();
        var statistics = driver.statistics().orElseThrow();
        var scraper = new Scraper(
                new Scraper.Agent("benchmark", Optional.empty(), agent.times()::snapshot, statistics::calls,
                        new EventCounts()),
                new HypervisorReader(driver, agent::view, files), LIMIT);
        var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = MetricsServer.start(scraper, anywhere);
                var http = HttpClient.newHttpClient();
                var raw = RawStatistics.open(uri)) {
            compare(() -> scrape(http, server.uri()), raw, statistics, rounds);
            rest("at rest", Duration.ofDays(1), http, server.uri());
            rest("scraped every 15 s, by itself", Duration.ofSeconds(15), http, server.uri());
        }
    }

    /** Something whose time is taken. */
    private interface Work {
        long once() throws IOException, InterruptedException;
    }

    private static void compare(Work scrape, RawStatistics raw, Statistics statistics, int rounds)
            throws IOException, InterruptedException {
        var scrapes = new ArrayList<Double>();
        var calls = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var shares = new ArrayList<Double>();
        long bytes = 0;
        for (int round = -5; round < rounds; round++) {
            double alone = round % 2 == 0 ? raw.seconds() : 0;
            long called = nanosIn(statistics);
            long start = System.nanoTime();
            bytes = scrape.once();
            double whole = (System.nanoTime() - start) / 1e9;
            double within = (nanosIn(statistics) - called) / 1e9;
            alone = round % 2 == 0 ? alone : raw.seconds();
            if (round >= 0) {
                scrapes.add(whole);
                calls.add(alone);
                ratios.add(whole / alone);
                shares.add(whole / within);
            }
        }
        System.out.printf("scrape %.1f ms (%d KiB), bulk call alone %.1f ms, ratio %.3f (median of %d rounds' own)%n",
                1e3 * median(scrapes), bytes >> 10, 1e3 * median(calls), median(ratios), rounds);
        System.out.printf("scrape to the bulk call within it: ratio %.3f%n", median(shares));
    }

    private static long nanosIn(Statistics statistics) {
        return statistics.calls().stream().filter(call -> call.function().equals("virConnectGetAllDomainStats"))
                .mapToLong(call -> call.times().sumNanos()).sum();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static long scrape(HttpClient http, URI uri) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        return answer.body().length;
    }

    // The client of the scrapes is counted with the agent.
    private static void rest(String what, Duration every, HttpClient http, URI uri)
            throws IOException, InterruptedException {
        long before = cpuNanos();
        long start = System.nanoTime();
        long end = start + WATCHED.toNanos();
        for (long left = end - start; left > 0; left = end - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, every.toNanos())));
            if (every.compareTo(WATCHED) < 0) {
                scrape(http, uri);
            }
        }
        System.out.printf("%s: %.2f %% of a CPU%n", what, 100.0 * (cpuNanos() - before) / (System.nanoTime() - start));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private interface Step {
        void of(InstanceSpec spec);
    }

    private static void all(List<InstanceSpec> specs, Step step) throws InterruptedException, ExecutionException {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var under = new ArrayList<Future<?>>();
            specs.forEach(spec -> under.add(pool.submit(() -> step.of(spec))));
            for (var one : under) {
                one.get();
            }
        }
    }
}
