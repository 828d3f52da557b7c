package io.bedplate.libvirt;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.jna.DomainFigures;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats.Vcpu;

import static org.assertj.core.api.Assertions.assertThat;

/** What libvirt's figures mean. */
final class BulkStatisticsTests {
    private static final long RUNNING = 1;
    private static final long SHUT_OFF = 5;

    private static DomainFigures domain(long state, Map<String, Long> numbers) {
        var all = new TreeMap<>(numbers);
        all.put("state.state", state);
        return new DomainFigures(new UUID(0, 1), "guest", all,
                Map.of("block.0.name", "vda", "block.1.name", "vdb", "net.0.name", "vnet0"));
    }

    @Test
    void aVcpuWaitsInTheSchedulersQueueOrElseAsItsStatisticsSay() {
        var guest = BulkStatistics.stats(domain(RUNNING, Map.of("vcpu.maximum", 4L, "vcpu.0.time", 10L, "vcpu.0.wait",
                3L, "vcpu.0.delay", 2L, "vcpu.1.time", 20L, "vcpu.1.wait", 4L, "vcpu.3.time", 30L,
                "vcpu.3.halt_wait_ns.sum", 5L)), false);
        assertThat(guest.vcpus()).containsExactly(
                new Vcpu(0, 10, OptionalLong.of(2), OptionalLong.empty()),
                new Vcpu(1, 20, OptionalLong.of(4), OptionalLong.empty()),
                new Vcpu(3, 30, OptionalLong.empty(), OptionalLong.of(5)));
    }

    @Test
    void aDiskThatQemuDoesNotSpeakOfIsLeftOut() {
        var guest = BulkStatistics.stats(domain(RUNNING, Map.of("block.count", 2L, "block.1.rd.reqs", 7L,
                "block.1.wr.bytes", 9L)), false);
        assertThat(guest.disks()).singleElement().satisfies(disk -> {
            assertThat(disk.name()).isEqualTo("vdb");
            assertThat(disk.reads().requests()).isEqualTo(7);
            assertThat(disk.writes().bytes()).isEqualTo(9);
        });
    }

    @Test
    void aPortHasBothDirections() {
        var guest = BulkStatistics.stats(domain(RUNNING, Map.of("net.count", 1L, "net.0.rx.bytes", 1L, "net.0.rx.drop",
                2L, "net.0.tx.pkts", 3L, "net.0.tx.errs", 4L)), false);
        assertThat(guest.ports()).singleElement().satisfies(port -> {
            assertThat(port.name()).isEqualTo("vnet0");
            assertThat(port.received().bytes()).isEqualTo(1);
            assertThat(port.received().drops()).isEqualTo(2);
            assertThat(port.sent().packets()).isEqualTo(3);
            assertThat(port.sent().errors()).isEqualTo(4);
        });
    }

    @Test
    void aDomainWithoutAProcessHasNoFigures() {
        var numbers = Map.of("balloon.current", 5L, "block.count", 1L, "block.0.rd.reqs", 1L);
        var stopped = BulkStatistics.stats(domain(SHUT_OFF, numbers), false);
        assertThat(stopped.state()).isEqualTo(GuestState.STOPPED);
        assertThat(stopped.memory()).isEmpty();
        assertThat(stopped.disks()).isEmpty();
        assertThat(BulkStatistics.stats(domain(SHUT_OFF, numbers), true).state()).isEqualTo(GuestState.SUSPENDED);
    }
}
