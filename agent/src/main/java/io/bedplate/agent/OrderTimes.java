package io.bedplate.agent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.bedplate.virt.Latencies;

/** How long orders took since the agent began, waiting for their turn included. Its size never changes. */
public final class OrderTimes {
    private final Map<Order, Map<Outcome, Latencies>> times = new EnumMap<>(Order.class);

    OrderTimes() {
        for (var order : Order.values()) {
            var byOutcome = new EnumMap<Outcome, Latencies>(Outcome.class);
            for (var outcome : Outcome.values()) {
                byOutcome.put(outcome, new Latencies());
            }
            times.put(order, byOutcome);
        }
    }

    /** Orders of one kind that ended alike. */
    public record Entry(Order order, Outcome outcome, Latencies.Snapshot times) {}

    /** One entry for each order and each outcome, in the order of both. */
    public List<Entry> snapshot() {
        var entries = new ArrayList<Entry>();
        times.forEach((order, byOutcome) -> byOutcome
                .forEach((outcome, latencies) -> entries.add(new Entry(order, outcome, latencies.snapshot()))));
        return entries;
    }

    /** Carries an order out; one that throws has failed. */
    <T> T timed(Order order, Supplier<T> work, Function<T, Outcome> outcome) {
        long start = System.nanoTime();
        var ended = Outcome.FAILED;
        try {
            T result = work.get();
            ended = outcome.apply(result);
            return result;
        } finally {
            Objects.requireNonNull(Objects.requireNonNull(times.get(order)).get(ended)).add(System.nanoTime() - start);
        }
    }
}
