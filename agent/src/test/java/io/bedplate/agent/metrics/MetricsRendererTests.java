package io.bedplate.agent.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.Order;
import io.bedplate.agent.OrderTimes;
import io.bedplate.agent.Outcome;
import io.bedplate.agent.metrics.HostFigures.Card;
import io.bedplate.agent.metrics.HostFigures.Cell;
import io.bedplate.agent.metrics.HostFigures.Pool;
import io.bedplate.agent.metrics.MetricsSnapshot.Reading;
import io.bedplate.agent.watch.WatchFigures.Counts;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.BlockDevice;
import io.bedplate.virt.GuestStats.Io;
import io.bedplate.virt.GuestStats.Memory;
import io.bedplate.virt.GuestStats.Port;
import io.bedplate.virt.GuestStats.Traffic;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Latencies;
import io.bedplate.virt.Statistics.Calls;

import static org.assertj.core.api.Assertions.assertThat;

/** The text, read by a reader of its own. */
final class MetricsRendererTests {
    private static final UUID ID = new UUID(0, 7);

    private static MetricsSnapshot snapshot(String name) {
        var claims = new EnumMap<>(Map.of(Phase.ACTIVE, 1L, Phase.SPAWNING, 0L));
        var host = new HostFigures(List.of(new Cell(1, 2048, 6, 2, 3, 4)),
                List.of(new Pool(1, PageSize.MIB_2, 100, 40, 50, 10)),
                List.of(new Card(new PciAddress(0, 0x3b, 0, 0), "1", 8, 2)), claims);
        var guest = new GuestStats(new InstanceId(ID), name, GuestState.PAUSED,
                List.of(new Vcpu(0, 1_000_000_001, OptionalLong.of(20), OptionalLong.empty()),
                        new Vcpu(1, 0, OptionalLong.empty(), OptionalLong.of(12_500_000_000L))),
                Optional.of(new Memory(1024, 2048, OptionalLong.of(512))),
                List.of(new BlockDevice("vda", new Io(1, 512, 2_000_000_000), new Io(3, 1024, 1), 4)),
                List.of(new Port("vnet0", new Traffic(5, 6, 7, 8), new Traffic(9, 10, 11, 12))));
        var latencies = new Latencies();
        Stream.of(50_000L, 2_000_000L, 200_000_000_000L).forEach(latencies::add);
        var times = latencies.snapshot();
        return new MetricsSnapshot("1.2.3", Optional.of(host),
                Optional.of(new Reading(host, List.of(guest), Duration.ofMillis(5))), Duration.ofMillis(7),
                Optional.of(new Counts(1, 20, 3, 4, 5, 3, 6, 2, 2, 7, 8, 9, 10, 11)),
                List.of(new OrderTimes.Entry(Order.SPAWN, Outcome.DONE, times)),
                List.of(new Calls("virDomainResume", times)), new EventCounts.Snapshot(3, 2, 1, 0));
    }

    private static Exposition rendered(TextFormat format) {
        return Exposition.read(MetricsRenderer.render(snapshot("web-1"), format));
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void everyMetricIsExportedWithItsHelpAndType(TextFormat format) {
        var text = rendered(format);
        boolean open = format == TextFormat.OPEN_METRICS;
        assertThat(text.isOpenMetrics()).isEqualTo(open);
        var names = Stream.of(Metric.values()).map(metric -> open ? metric.base() : metric.sampleName()).toList();
        assertThat(text.helps.keySet()).containsExactlyElementsOf(names);
        assertThat(text.types.keySet()).containsExactlyElementsOf(names);
        assertThat(text.helps.values()).allSatisfy(help -> assertThat(help).isNotBlank().endsWith("."));
        assertThat(Metric.values()).allSatisfy(metric -> assertThat(text.samples.keySet())
                .anyMatch(sample -> sample.startsWith(metric.sampleName())));
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void figuresAreExactAndInBaseUnits(TextFormat format) {
        var text = rendered(format);
        var guest = "id=" + ID + ", name=web-1";
        assertThat(text.value("bedplate_guest_vcpu_run_seconds_total{%s, vcpu=0}".formatted(guest)))
                .isEqualTo(1.000000001);
        assertThat(text.value("bedplate_guest_vcpu_wait_seconds_total{%s, vcpu=0}".formatted(guest))).isEqualTo(2e-8);
        assertThat(text.value("bedplate_guest_vcpu_halt_seconds_total{%s, vcpu=1}".formatted(guest))).isEqualTo(12.5);
        assertThat(text.samples).doesNotContainKey("bedplate_guest_vcpu_wait_seconds_total{%s, vcpu=1}"
                .formatted(guest));
        assertThat(text.value("bedplate_guest_memory_bytes{%s}".formatted(guest))).isEqualTo(1 << 20);
        assertThat(text.value("bedplate_guest_disk_read_seconds_total{disk=vda, %s}".formatted(guest))).isEqualTo(2);
        assertThat(text.value("bedplate_guest_network_sent_drops_total{%s, port=vnet0}".formatted(guest)))
                .isEqualTo(12);
        assertThat(text.value("bedplate_guest_state{%s, state=paused}".formatted(guest))).isEqualTo(1);
        assertThat(text.value("bedplate_guest_state{%s, state=running}".formatted(guest))).isZero();
        assertThat(text.value("bedplate_pages_foreign{cell=1, page_bytes=2097152}")).isEqualTo(10);
        assertThat(text.value("bedplate_vfs_claimed{cell=1, pf=0000:3b:00.0}")).isEqualTo(2);
        assertThat(text.value("bedplate_claims{phase=active}")).isEqualTo(1);
        assertThat(text.value("bedplate_placement_drifting{}")).isEqualTo(2);
        assertThat(text.value("bedplate_placement_differences{}")).isEqualTo(7);
        assertThat(text.value("bedplate_placement_drifts_total{}")).isEqualTo(5);
        assertThat(text.value("bedplate_placement_repairs_total{outcome=done}")).isEqualTo(4);
        assertThat(text.value("bedplate_vcpus{hold=pinned_shared}")).isEqualTo(10);
        assertThat(text.value("bedplate_hypervisor_connection_losses_total{}")).isEqualTo(1);
    }

    @Test
    void histogramsCountUp() {
        var text = rendered(TextFormat.PROMETHEUS);
        var call = "bedplate_hypervisor_call_duration_seconds";
        assertThat(text.value(call + "_bucket{function=virDomainResume, le=0.0001}")).isEqualTo(1);
        assertThat(text.value(call + "_bucket{function=virDomainResume, le=0.005}")).isEqualTo(2);
        assertThat(text.value(call + "_bucket{function=virDomainResume, le=+Inf}")).isEqualTo(3);
        assertThat(text.value(call + "_sum{function=virDomainResume}")).isEqualTo(200.00205);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "back\\slash", "two\nlines", "} 1\nbedplate_claims 5", "ünï©ode", "", "\\n",
            "a,b=\"c\""})
    void noNameCanAddALabelOrASample(String name) {
        var plain = Exposition.read(MetricsRenderer.render(snapshot("plain"), TextFormat.PROMETHEUS));
        var text = Exposition.read(MetricsRenderer.render(snapshot(name), TextFormat.PROMETHEUS));
        assertThat(text.samples).hasSameSizeAs(plain.samples);
        assertThat(text.value("bedplate_guest_memory_bytes{id=%s, name=%s}".formatted(ID, name))).isEqualTo(1 << 20);
    }

    @Test
    void withoutAnAnswerTheHostIsTheLastKnownAndNoGuestIsThere() {
        var known = snapshot("web-1");
        var silent = new MetricsSnapshot("1", known.host(), Optional.empty(), Duration.ofSeconds(5), Optional.empty(),
                List.of(), List.of(), known.events());
        var text = Exposition.read(MetricsRenderer.render(silent, TextFormat.PROMETHEUS));
        assertThat(text.value("bedplate_scrape_success{}")).isZero();
        assertThat(text.value("bedplate_pages{cell=1, page_bytes=2097152}")).isEqualTo(100);
        assertThat(text.samples.keySet()).noneMatch(sample -> sample.startsWith("bedplate_guest"));
    }
}
