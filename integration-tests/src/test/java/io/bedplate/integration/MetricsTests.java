package io.bedplate.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Agent;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.metrics.EventCounts;
import io.bedplate.agent.metrics.HypervisorReader;
import io.bedplate.agent.metrics.MetricsServer;
import io.bedplate.agent.metrics.Scraper;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** Metrics of real guests, over HTTP, beside what the kernel and libvirt's own client say. */
final class MetricsTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final Duration PATIENT = Duration.ofMinutes(2);
    private static final Duration IMPATIENT = Duration.ofSeconds(3);
    private static final int PAGES = 32;
    private static final long MIB = 1 << 20;
    private static final Path VIRSH = Path.of("/usr/bin/virsh");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, the unit of /proc/PID/stat

    @Test
    void whatIsServedIsWhatKernelAndLibvirtSay() throws Exception {
        try (var host = RealHost.start(PAGES); var driver = host.open()) {
            var agent = host.agent(driver, host.journal());
            assertThat(agent.spawn(RealHost.order("paged", PAGES * 2, Map.of("hw:mem_page_size", "2048"))))
                    .isInstanceOf(Spawned.class);
            assertThat(agent.spawn(RealHost.order("plain", 32, Map.of()).storing(host.storage())))
                    .isInstanceOf(Spawned.class);
            try (var server = server(agent, driver, PATIENT)) {
                requireTimesOfTheKernel(server.uri());
                requirePagesOfTheKernel(server.uri());
                requireFiguresOfVirsh(server.uri(), host);
                requireStates(server.uri(), agent);
                requirePrometheusTakesIt(server.uri());
            }
            requireNoHang(agent, driver, host);
            agent.destroy(RealHost.id("paged"));
            agent.destroy(RealHost.id("plain"));
        }
    }

    private static MetricsServer server(Agent agent, VirtDriver driver, Duration limit) {
        var statistics = driver.statistics().orElseThrow();
        var scraper = new Scraper(
                new Scraper.Agent("test", Optional.empty(), agent.times()::snapshot, statistics::calls,
                        new EventCounts()),
                new HypervisorReader(driver, agent::view, FILES), limit);
        return MetricsServer.start(scraper, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static Map<String, Double> scraped(URI uri) throws IOException, InterruptedException {
        var samples = new TreeMap<String, Double>();
        text(uri).lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            samples.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
        });
        return samples;
    }

    private static String text(URI uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static String of(String metric, String guest, String more) {
        return "bedplate_%s{id=\"%s\",name=\"%s\"%s}".formatted(metric, RealHost.id(guest), guest, more);
    }

    // The guests run on meanwhile: each counter lies between two looks of our own.
    private static void requireTimesOfTheKernel(URI uri) throws Exception {
        for (var guest : Set.of("paged", "plain")) {
            var before = Times.of(guest);
            var scraped = scraped(uri);
            var after = Times.of(guest);
            assertThat(scraped.get(of("guest_vcpu_run_seconds_total", guest, ",vcpu=\"0\"")))
                    .isBetween(before.run(), after.run());
            assertThat(scraped.get(of("guest_vcpu_wait_seconds_total", guest, ",vcpu=\"0\"")))
                    .isBetween(before.queued(), after.queued());
        }
    }

    /** Seconds of the first vCPU's thread. */
    private record Times(double run, double queued) {
        static Times of(String guest) {
            var tasks = "proc/" + RealHost.process(guest).orElseThrow() + "/task/";
            var task = FILES.list(tasks).stream().map(tasks::concat)
                    .filter(folder -> FILES.read(folder + "/comm").orElse("").startsWith("CPU 0/")).findFirst()
                    .orElseThrow();
            var stat = FILES.read(task + "/stat").orElseThrow();
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var queued = FILES.read(task + "/schedstat").orElseThrow().split(" ", -1)[1];
            // utime and stime are the 14th and 15th field, and the first after the name is the third: proc(5).
            return new Times((Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND,
                    Long.parseLong(queued) / 1e9);
        }
    }

    // Others on this machine take pages and give them back: look again until nobody did meanwhile.
    private static void requirePagesOfTheKernel(URI uri) throws Exception {
        var labels = "{cell=\"0\",page_bytes=\"2097152\"}";
        long end = System.nanoTime() + PATIENT.toNanos();
        Pool before;
        Pool after;
        Map<String, Double> scraped;
        do {
            before = Pool.now();
            scraped = scraped(uri);
            after = Pool.now();
        } while (!before.equals(after) && System.nanoTime() < end);
        assertThat(before).isEqualTo(after);
        assertThat(scraped.get("bedplate_pages" + labels)).isEqualTo(before.total());
        assertThat(scraped.get("bedplate_pages_free" + labels)).isEqualTo(before.free());
        assertThat(scraped.get("bedplate_pages_claimed" + labels)).isEqualTo(PAGES);
        assertThat(scraped.get("bedplate_pages_foreign" + labels)).isEqualTo(before.total() - before.free() - PAGES);
    }

    /** The kernel's counters. */
    private record Pool(double total, double free) {
        private static final String FOLDER = "sys/devices/system/node/node0/hugepages/hugepages-2048kB/";

        static Pool now() {
            return new Pool(FILES.readNumber(FOLDER + "nr_hugepages").orElseThrow(),
                    FILES.readNumber(FOLDER + "free_hugepages").orElseThrow());
        }
    }

    private static void requireFiguresOfVirsh(URI uri, RealHost host) throws Exception {
        if (!Files.isExecutable(VIRSH)) {
            return;
        }
        var before = domstats(host);
        var scraped = scraped(uri);
        var after = domstats(host);
        assertThat(scraped.get(of("guest_memory_maximum_bytes", "plain", ""))).isEqualTo(32 * MIB);
        assertThat(scraped.get(of("guest_memory_bytes", "plain", "")))
                .isEqualTo(1024 * before.getOrDefault("balloon.current", 0.0));
        assertThat(before).containsEntry("block.count", 2.0);
        for (int disk = 0; disk < 2; disk++) {
            var key = "block." + disk;
            var labels = ",disk=\"vd" + (char) ('a' + disk) + "\"";
            assertThat(scraped.get(of("guest_disk_read_bytes_total", "plain", labels)))
                    .isBetween(before.get(key + ".rd.bytes"), after.get(key + ".rd.bytes"));
            assertThat(scraped.get(of("guest_disk_read_requests_total", "plain", labels)))
                    .isBetween(before.get(key + ".rd.reqs"), after.get(key + ".rd.reqs"));
            assertThat(scraped.get(of("guest_disk_write_bytes_total", "plain", labels)))
                    .isBetween(before.get(key + ".wr.bytes"), after.get(key + ".wr.bytes"));
        }
    }

    private static Map<String, Double> domstats(RealHost host) throws IOException {
        var virsh = new ProcessBuilder(VIRSH.toString(), "-c", host.daemon().uri(), "domstats",
                RealHost.id("plain").toString()).redirectErrorStream(true).start();
        var figures = new TreeMap<String, Double>();
        new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                .map(line -> line.split("=", 2)).filter(pair -> pair.length == 2 && pair[1].matches("\\d+"))
                .forEach(pair -> figures.put(pair[0], Double.valueOf(pair[1])));
        return figures;
    }

    private static void requireStates(URI uri, Agent agent) throws Exception {
        agent.power().pause(RealHost.id("paged"));
        agent.stop(RealHost.id("plain"), Duration.ZERO);
        var scraped = scraped(uri);
        assertThat(scraped).containsEntry(of("guest_state", "paged", ",state=\"paused\""), 1.0)
                .containsEntry(of("guest_state", "plain", ",state=\"stopped\""), 1.0)
                .containsEntry("bedplate_claims{phase=\"active\"}", 2.0)
                .containsEntry("bedplate_order_duration_seconds_count{order=\"spawn\",outcome=\"done\"}", 2.0)
                .containsEntry("bedplate_order_duration_seconds_count{order=\"stop\",outcome=\"done\"}", 1.0)
                .doesNotContainKey(of("guest_vcpu_run_seconds_total", "plain", ",vcpu=\"0\""));
        assertThat(scraped.get(
                "bedplate_hypervisor_call_duration_seconds_count{function=\"virConnectGetAllDomainStats\"}"))
                .isGreaterThan(2);
    }

    private static void requirePrometheusTakesIt(URI uri) throws Exception {
        if (Files.isExecutable(PROMTOOL)) {
            var check = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics").inheritIO()
                    .redirectInput(ProcessBuilder.Redirect.PIPE).start();
            try (var in = check.getOutputStream()) {
                in.write(text(uri).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(check.waitFor()).isZero();
        }
    }

    private static void requireNoHang(Agent agent, VirtDriver driver, RealHost host) throws Exception {
        try (var impatient = server(agent, driver, IMPATIENT); var patient = server(agent, driver, PATIENT)) {
            assertThat(scraped(patient.uri())).containsEntry("bedplate_scrape_success", 1.0);
            var known = scraped(patient.uri()).get("bedplate_cell_memory_bytes{cell=\"0\"}");
            RealHost.await("an answer in good time", () -> succeeds(impatient.uri()));
            signal("STOP", host);
            try {
                var scraped = scraped(impatient.uri());
                assertThat(scraped).containsEntry("bedplate_scrape_success", 0.0)
                        .containsEntry("bedplate_cell_memory_bytes{cell=\"0\"}", known);
                assertThat(scraped.keySet()).noneMatch(name -> name.startsWith("bedplate_guest_"));
            } finally {
                signal("CONT", host);
            }
            assertThat(scraped(patient.uri())).containsEntry("bedplate_scrape_success", 1.0);
        }
    }

    private static boolean succeeds(URI uri) {
        try {
            return scraped(uri).getOrDefault("bedplate_scrape_success", 0.0) == 1.0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void signal(String name, RealHost host) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(host.daemon().pid())).start().waitFor())
                .isZero();
    }

    @Test
    void theCommandServesUntilItIsEnded() throws Exception {
        try (var host = RealHost.start(0)) {
            var state = Files.createDirectory(host.folder().resolve("state"));
            var config = Files.writeString(state.resolve("agent.properties"),
                    "driver = libvirt\nlibvirt.uri = " + host.daemon().uri() + "\n");
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), "io.bedplate.cli.Bedplate", "metrics",
                    "--state-dir=" + state, "--listen=127.0.0.1:0").redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var out = command.inputReader(StandardCharsets.UTF_8)) {
                var said = out.readLine();
                assertThat(said).startsWith("metrics at http://127.0.0.1:");
                assertThat(scraped(URI.create(said.substring("metrics at ".length()))))
                        .containsEntry("bedplate_scrape_success", 1.0)
                        .containsEntry("bedplate_claims{phase=\"active\"}", 0.0);
                command.destroy();
                assertThat(command.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(command.exitValue()).isZero();
            } finally {
                command.destroyForcibly();
                Files.delete(config);
                Files.delete(state);
            }
        }
    }
}
