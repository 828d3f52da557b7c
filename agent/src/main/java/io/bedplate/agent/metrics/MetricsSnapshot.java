package io.bedplate.agent.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.bedplate.agent.OrderTimes;
import io.bedplate.agent.watch.WatchFigures;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.Statistics.Calls;

/**
 * All that one scrape tells.
 *
 * @param version of the agent
 * @param host    the last known; empty where it was never read
 * @param now     what was read for this scrape; empty where the hypervisor did not answer in time
 * @param watch   empty where nobody watches
 * @param took    until {@code now} was there, or was given up
 */
public record MetricsSnapshot(String version, Optional<HostFigures> host, Optional<Reading> now, Duration took,
        Optional<WatchFigures.Counts> watch, List<OrderTimes.Entry> orders, List<Calls> calls,
        EventCounts.Snapshot events) {
    public MetricsSnapshot {
        orders = List.copyOf(orders);
        calls = List.copyOf(calls);
    }

    /**
     * What the hypervisor says.
     *
     * @param bulk how long its own call for all guests took
     */
    public record Reading(HostFigures host, List<GuestStats> guests, Duration bulk) {
        public Reading {
            guests = List.copyOf(guests);
        }
    }
}
