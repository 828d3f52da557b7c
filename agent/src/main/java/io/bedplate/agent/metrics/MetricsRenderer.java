package io.bedplate.agent.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.BlockDevice;
import io.bedplate.virt.GuestStats.Port;

/** Renders a snapshot as text. Pure: equal snapshots give equal texts, on one Java. */
public final class MetricsRenderer {
    private final MetricsSnapshot snapshot;
    private final List<Labelled> guests;
    private final MetricsText text;

    private MetricsRenderer(MetricsSnapshot snapshot, TextFormat format) {
        this.snapshot = snapshot;
        text = new MetricsText(format);
        guests = snapshot.now().stream().flatMap(now -> now.guests().stream()).map(Labelled::of).toList();
    }

    /** A guest with the labels that all its samples have. */
    private record Labelled(GuestStats guest, Labels labels) {
        static Labelled of(GuestStats guest) {
            return new Labelled(guest, Labels.of("id", guest.id().toString()).and("name", guest.name()));
        }
    }

    /** The whole text; every family is in it, with or without samples. */
    public static String render(MetricsSnapshot snapshot, TextFormat format) {
        return new MetricsRenderer(snapshot, format).render();
    }

    private String render() {
        scrape();
        states();
        vcpus();
        memory();
        disks();
        ports();
        new HostMetrics(text, snapshot).render();
        return text.end();
    }

    private void scrape() {
        text.family(Metric.BUILD).sample(Metric.BUILD,
                Labels.of("version", snapshot.version()).and("java", Runtime.version().toString()), 1);
        text.family(Metric.SCRAPE_SUCCESS).sample(Metric.SCRAPE_SUCCESS, Labels.NONE,
                snapshot.now().isPresent() ? 1 : 0);
        text.family(Metric.SCRAPE_DURATION).seconds(Metric.SCRAPE_DURATION, Labels.NONE, snapshot.took().toNanos());
        text.family(Metric.BULK_DURATION);
        snapshot.now().ifPresent(now -> text.seconds(Metric.BULK_DURATION, Labels.NONE, now.bulk().toNanos()));
    }

    private void states() {
        text.family(Metric.GUEST_STATE);
        for (var one : guests) {
            for (var state : GuestState.values()) {
                text.sample(Metric.GUEST_STATE, one.labels().and("state", word(state)),
                        one.guest().state() == state ? 1 : 0);
            }
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void vcpus() {
        text.family(Metric.VCPU_RUN);
        for (var one : guests) {
            one.guest().vcpus().forEach(vcpu -> text.seconds(Metric.VCPU_RUN, one.labels().and("vcpu", vcpu.vcpu()),
                    vcpu.runNanos()));
        }
        text.family(Metric.VCPU_WAIT);
        for (var one : guests) {
            one.guest().vcpus().forEach(vcpu -> vcpu.waitNanos().ifPresent(
                    nanos -> text.seconds(Metric.VCPU_WAIT, one.labels().and("vcpu", vcpu.vcpu()), nanos)));
        }
        text.family(Metric.VCPU_HALT);
        for (var one : guests) {
            one.guest().vcpus().forEach(vcpu -> vcpu.haltNanos().ifPresent(
                    nanos -> text.seconds(Metric.VCPU_HALT, one.labels().and("vcpu", vcpu.vcpu()), nanos)));
        }
    }

    private void memory() {
        text.family(Metric.MEMORY_CURRENT);
        guests.forEach(one -> one.guest().memory().ifPresent(
                memory -> text.sample(Metric.MEMORY_CURRENT, one.labels(), memory.currentKib() << 10)));
        text.family(Metric.MEMORY_MAXIMUM);
        guests.forEach(one -> one.guest().memory().ifPresent(
                memory -> text.sample(Metric.MEMORY_MAXIMUM, one.labels(), memory.maximumKib() << 10)));
        text.family(Metric.MEMORY_RESIDENT);
        guests.forEach(one -> one.guest().memory().ifPresent(memory -> memory.residentKib()
                .ifPresent(kib -> text.sample(Metric.MEMORY_RESIDENT, one.labels(), kib << 10))));
    }

    private void disks() {
        disks(Metric.READ_REQUESTS, disk -> disk.reads().requests());
        disks(Metric.READ_BYTES, disk -> disk.reads().bytes());
        diskSeconds(Metric.READ_SECONDS, disk -> disk.reads().nanos());
        disks(Metric.WRITE_REQUESTS, disk -> disk.writes().requests());
        disks(Metric.WRITE_BYTES, disk -> disk.writes().bytes());
        diskSeconds(Metric.WRITE_SECONDS, disk -> disk.writes().nanos());
        disks(Metric.FLUSH_REQUESTS, BlockDevice::flushes);
    }

    private void disks(Metric metric, ToLongFunction<BlockDevice> figure) {
        text.family(metric);
        guests.forEach(one -> one.guest().disks().forEach(
                disk -> text.sample(metric, one.labels().and("disk", disk.name()), figure.applyAsLong(disk))));
    }

    private void diskSeconds(Metric metric, ToLongFunction<BlockDevice> nanos) {
        text.family(metric);
        guests.forEach(one -> one.guest().disks().forEach(
                disk -> text.seconds(metric, one.labels().and("disk", disk.name()), nanos.applyAsLong(disk))));
    }

    private void ports() {
        ports(Metric.RECEIVED_BYTES, port -> port.received().bytes());
        ports(Metric.RECEIVED_PACKETS, port -> port.received().packets());
        ports(Metric.RECEIVED_ERRORS, port -> port.received().errors());
        ports(Metric.RECEIVED_DROPS, port -> port.received().drops());
        ports(Metric.SENT_BYTES, port -> port.sent().bytes());
        ports(Metric.SENT_PACKETS, port -> port.sent().packets());
        ports(Metric.SENT_ERRORS, port -> port.sent().errors());
        ports(Metric.SENT_DROPS, port -> port.sent().drops());
    }

    private void ports(Metric metric, ToLongFunction<Port> figure) {
        text.family(metric);
        guests.forEach(one -> one.guest().ports().forEach(
                port -> text.sample(metric, one.labels().and("port", port.name()), figure.applyAsLong(port))));
    }
}
