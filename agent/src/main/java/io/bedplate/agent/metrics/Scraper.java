package io.bedplate.agent.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.OrderTimes;
import io.bedplate.agent.metrics.MetricsSnapshot.Reading;
import io.bedplate.agent.watch.WatchFigures;
import io.bedplate.virt.Statistics.Calls;
import io.bedplate.virt.VirtDriverException;

/**
 * Answers scrapes. The hypervisor is read once for all that ask at a time, and no scrape waits longer than the limit:
 * while a reading hangs no other is begun, and every scrape has what is known without it.
 */
public final class Scraper {
    private static final System.Logger LOG = System.getLogger(Scraper.class.getName());

    private final Agent agent;
    private final Supplier<Reading> reading;
    private final Duration limit;
    private @Nullable Flight flight;
    private volatile Optional<HostFigures> lastHost = Optional.empty();

    /**
     * What is known without the hypervisor.
     *
     * @param version of the agent
     * @param watch   over the places of instances; empty = nobody watches
     * @param orders  how long orders took so far
     * @param calls   how long calls of the hypervisor took so far
     */
    public record Agent(String version, Optional<WatchFigures> watch, Supplier<List<OrderTimes.Entry>> orders,
            Supplier<List<Calls>> calls,
            EventCounts events) {}

    /** One reading of the hypervisor. */
    private record Flight(long began, CompletableFuture<Reading> result) {}

    /**
     * A scraper.
     *
     * @param reading reads the hypervisor; may block and fail
     */
    public Scraper(Agent agent, Supplier<Reading> reading, Duration limit) {
        this.agent = agent;
        this.reading = reading;
        this.limit = limit;
    }

    /** What there is to tell now. */
    public MetricsSnapshot scrape() {
        var current = join();
        var now = await(current);
        return new MetricsSnapshot(agent.version(), now.map(Reading::host).or(() -> lastHost), now,
                Duration.ofNanos(System.nanoTime() - current.began()), agent.watch().map(WatchFigures::counts),
                agent.orders().get(), agent.calls().get(),
                agent.events().snapshot());
    }

    private synchronized Flight join() {
        var current = flight;
        if (current == null || current.result().isDone()) {
            current = new Flight(System.nanoTime(), CompletableFuture.supplyAsync(this::read,
                    Thread.ofVirtual().name("bedplate-scrape")::start));
            flight = current;
        }
        return current;
    }

    private Reading read() {
        var read = reading.get();
        lastHost = Optional.of(read.host());
        return read;
    }

    private Optional<Reading> await(Flight current) {
        try {
            long left = limit.toNanos() - (System.nanoTime() - current.began());
            return Optional.of(current.result().get(Math.max(0, left), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            LOG.log(System.Logger.Level.WARNING, "the hypervisor has not answered a scrape within {0}", limit);
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VirtDriverException known) {
                LOG.log(System.Logger.Level.WARNING, "a scrape without guests: {0}", known.getMessage());
            } else {
                LOG.log(System.Logger.Level.ERROR, "a scrape failed", e.getCause());
            }
            return Optional.empty();
        }
    }
}
