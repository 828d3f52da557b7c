package io.bedplate.agent.metrics;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Agent;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.metrics.MetricsSnapshot.Reading;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.HostConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** Scrapes of a simulated host, over HTTP and without. */
final class ScraperTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("one", 1, 4, 1, 4096, 128, 0, 0));
    private final FakeDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private final EventCounts events = new EventCounts();

    private Supplier<Reading> reader() {
        return new HypervisorReader(driver, agent()::view, host.files());
    }

    private Agent agent() {
        return new Agent(driver, host.files(), new FileJournal(folder), HostConfig.NONE, CLOCK);
    }

    private Scraper scraper(Supplier<Reading> reading, Duration limit) {
        return new Scraper(
                new Scraper.Agent("0.1", Optional.empty(), agent().times()::snapshot,
                        () -> driver.statistics().orElseThrow().calls(),
                        events),
                reading, limit);
    }

    @Test
    void scrapesAtOnceShareOneReading() throws InterruptedException {
        var readings = new AtomicInteger();
        var release = new CountDownLatch(1);
        var reader = reader();
        var scraper = scraper(() -> {
            readings.incrementAndGet();
            await(release);
            return reader.get();
        }, LONG);
        var answered = new AtomicInteger();
        var scrapes = IntStream.range(0, 8).mapToObj(_ -> Thread.startVirtualThread(() -> {
            if (scraper.scrape().now().isPresent()) {
                answered.incrementAndGet();
            }
        })).toList();
        // Each waits for the reading, with the limit.
        poll(() -> scrapes.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        release.countDown();
        for (var scrape : scrapes) {
            scrape.join();
        }
        assertThat(answered).hasValue(8);
        assertThat(readings).hasValue(1);
        assertThat(scraper.scrape().now()).isPresent();
        assertThat(readings).hasValue(2);
    }

    private static void poll(BooleanSupplier done) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHypervisorThatHangsCostsTheLimitAndOneReading() {
        var readings = new AtomicInteger();
        var never = new CountDownLatch(1);
        var reader = reader();
        var scraper = scraper(() -> {
            if (readings.incrementAndGet() > 1) {
                await(never);
            }
            return reader.get();
        }, LONG);
        var answered = scraper.scrape();
        assertThat(answered.now()).isPresent();

        var impatient = scraper(() -> {
            readings.incrementAndGet();
            await(never);
            return reader.get();
        }, SHORT);
        var silent = impatient.scrape();
        assertThat(silent.now()).isEmpty();
        assertThat(silent.host()).isEmpty();
        assertThat(impatient.scrape().now()).isEmpty();
        assertThat(readings).hasValue(2);
        never.countDown();
    }

    @Test
    void afterAFailureTheHostIsTheLastKnown() {
        var scraper = scraper(reader(), LONG);
        var before = scraper.scrape();
        host.dropConnection("libvirtd is gone");
        var after = scraper.scrape();
        assertThat(after.now()).isEmpty();
        assertThat(after.host()).isPresent().isEqualTo(before.host());
        host.restoreConnection();
        assertThat(scraper.scrape().now()).isPresent();
    }

    @Test
    void eventsAreCountedByKind() {
        driver.onEvent(events);
        host.dropConnection("libvirtd is gone");
        host.restoreConnection();
        host.dropConnection("again");
        var text = Exposition.read(MetricsRenderer.render(scraper(reader(), LONG).scrape(), TextFormat.PROMETHEUS));
        assertThat(text.value("bedplate_hypervisor_events_total{event=connection_restored}")).isEqualTo(1);
        assertThat(text.value("bedplate_hypervisor_connection_losses_total{}")).isEqualTo(2);
    }

    @Test
    void metricsAreServedInTheFormatThatIsAskedFor() throws Exception {
        try (var server = MetricsServer.start(scraper(reader(), LONG), loopback());
                var http = HttpClient.newHttpClient()) {
            var plain = get(http, server.uri(), "text/plain");
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.headers().firstValue("content-type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(Exposition.read(plain.body()).value("bedplate_scrape_success{}")).isEqualTo(1);
            var open = get(http, server.uri(), "application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1");
            assertThat(open.headers().firstValue("content-type").orElse("")).startsWith("application/openmetrics-text");
            assertThat(Exposition.read(open.body()).isOpenMetrics()).isTrue();
        }
    }

    @Test
    void nothingElseIsServed() throws Exception {
        try (var server = MetricsServer.start(scraper(reader(), LONG), loopback());
                var http = HttpClient.newHttpClient()) {
            assertThat(get(http, server.uri().resolve("/metrics/more"), "*/*").statusCode()).isEqualTo(404);
            assertThat(get(http, server.uri().resolve("/"), "*/*").statusCode()).isEqualTo(404);
            var post = HttpRequest.newBuilder(server.uri()).POST(BodyPublishers.ofString("x")).build();
            assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
            var head = HttpRequest.newBuilder(server.uri()).HEAD().build();
            assertThat(http.send(head, BodyHandlers.ofString())).satisfies(response -> {
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEmpty();
            });
        }
    }

    @Test
    void aGuestThatNobodyCanMeasureIsStillTold() {
        var bare = FakeDriver.attach(host, Set.of(), CLOCK, Runnable::run);
        var reading = new HypervisorReader(bare, agent()::view, host.files()).get();
        assertThat(reading.guests()).isEqualTo(List.of());
        assertThat(reading.host().cells()).hasSize(1);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpResponse<String> get(HttpClient http, URI uri, String accept) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
    }
}
