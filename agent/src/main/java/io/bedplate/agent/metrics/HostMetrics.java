package io.bedplate.agent.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import io.bedplate.agent.metrics.HostFigures.Card;
import io.bedplate.agent.metrics.HostFigures.Cell;
import io.bedplate.agent.metrics.HostFigures.Pool;
import io.bedplate.agent.watch.WatchFigures.Counts;

/** The part of the text that is about the host, the agent and the hypervisor. */
record HostMetrics(MetricsText text, MetricsSnapshot snapshot) {
    private static final String OUTCOME = "outcome";

    void render() {
        cells(Metric.CELL_MEMORY, cell -> cell.memoryKib() << 10);
        pools(Metric.PAGES, Pool::total);
        pools(Metric.PAGES_FREE, Pool::free);
        pools(Metric.PAGES_CLAIMED, Pool::claimed);
        pools(Metric.PAGES_FOREIGN, Pool::foreign);
        pcpus();
        cells(Metric.PCPUS_CLAIMED, Cell::claimed);
        cells(Metric.FLOATING_VCPUS, Cell::floatingVcpus);
        cards(Metric.VFS, Card::vfs);
        cards(Metric.VFS_CLAIMED, Card::claimed);
        text.family(Metric.CLAIMS);
        snapshot.host().ifPresent(host -> host.claims().forEach((phase, count) -> text.sample(Metric.CLAIMS,
                Labels.of("phase", MetricsRenderer.word(phase)), count)));
        placement();
        histograms();
        events();
    }

    private void placement() {
        watch(Metric.DRIFTING, Counts::drifting);
        watch(Metric.DIFFERENCES, Counts::differences);
        watch(Metric.REMARKS, Counts::remarks);
        watch(Metric.VCPUS, "hold", Map.of("pinned_exclusive", Counts::pinnedExclusive, "pinned_shared",
                Counts::pinnedShared, "floating", Counts::floating));
        watch(Metric.DRIFTS, Counts::driftsBegan);
        watch(Metric.REPAIRS, OUTCOME, Map.of("done", counts -> counts.repairs() - counts.repairsFailed(), "failed",
                Counts::repairsFailed));
        watch(Metric.LOOKS, OUTCOME,
                Map.of("done", Counts::looks, "busy", Counts::busy, "unavailable", Counts::unavailable));
    }

    private void watch(Metric metric, ToLongFunction<Counts> figure) {
        text.family(metric);
        snapshot.watch().ifPresent(counts -> text.sample(metric, Labels.NONE, figure.applyAsLong(counts)));
    }

    /** One sample for each value of the label. */
    private void watch(Metric metric, String label, Map<String, ToLongFunction<Counts>> figures) {
        text.family(metric);
        snapshot.watch().ifPresent(counts -> new TreeMap<>(figures).forEach(
                (value, figure) -> text.sample(metric, Labels.of(label, value), figure.applyAsLong(counts))));
    }

    private List<Cell> cells() {
        return snapshot.host().map(HostFigures::cells).orElse(List.of());
    }

    private void cells(Metric metric, ToLongFunction<Cell> figure) {
        text.family(metric);
        cells().forEach(cell -> text.sample(metric, Labels.of("cell", cell.id()), figure.applyAsLong(cell)));
    }

    private void pools(Metric metric, ToLongFunction<Pool> figure) {
        text.family(metric);
        snapshot.host().ifPresent(host -> host.pools().forEach(pool -> text.sample(metric,
                Labels.of("cell", pool.cell()).and("page_bytes", pool.size().kib() << 10),
                figure.applyAsLong(pool))));
    }

    private void pcpus() {
        text.family(Metric.PCPUS);
        cells().forEach(cell -> {
            text.sample(Metric.PCPUS, Labels.of("cell", cell.id()).and("use", "dedicated"), cell.dedicated());
            text.sample(Metric.PCPUS, Labels.of("cell", cell.id()).and("use", "shared"), cell.shared());
        });
    }

    private void cards(Metric metric, ToLongFunction<Card> figure) {
        text.family(metric);
        snapshot.host().ifPresent(host -> host.cards().forEach(card -> text.sample(metric,
                Labels.of("pf", card.pf().toString()).and("cell", card.cell()), figure.applyAsLong(card))));
    }

    private void histograms() {
        text.family(Metric.ORDERS);
        snapshot.orders().forEach(entry -> text.histogram(Metric.ORDERS,
                Labels.of("order", MetricsRenderer.word(entry.order())).and(OUTCOME,
                        MetricsRenderer.word(entry.outcome())),
                entry.times()));
        text.family(Metric.CALLS);
        snapshot.calls().forEach(
                call -> text.histogram(Metric.CALLS, Labels.of("function", call.function()), call.times()));
    }

    private void events() {
        var events = snapshot.events();
        text.family(Metric.EVENTS);
        event("guest_changed", events.guestsChanged());
        event("guest_gone", events.guestsGone());
        event("connection_lost", events.connectionsLost());
        event("connection_restored", events.connectionsRestored());
        text.family(Metric.CONNECTION_LOSSES).sample(Metric.CONNECTION_LOSSES, Labels.NONE, events.connectionsLost());
    }

    private void event(String event, long count) {
        text.sample(Metric.EVENTS, Labels.of("event", event), count);
    }
}
