package io.bedplate.nfv;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of several right answers is given. */
final class ObjectiveTests {
    private static final int[][] TWO_SOCKETS = {{10, 12, 32, 32}, {12, 10, 32, 32}, {32, 32, 10, 12}, {32, 32, 12, 10}};

    @Test
    void choosesCellsThatLieTogether() {
        var hosts = Hosts.singleThreaded(4, 4).distances(TWO_SOCKETS);
        assertThat(cells(hosts, Requests.dedicated(2, 2))).containsExactly(0, 1);
        // One CPU of cell 0 is left: the nearest two cells with room for both are 2 and 3.
        assertThat(cells(hosts.pinned("0-2"), Requests.dedicated(2, 2))).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"4-5; 1", "4-5,8-10; 2", "''; 0", "0-3; 1"})
    void prefersCellsInUseAndTheFullestOfThem(String pinned, int wanted) {
        assertThat(cells(Hosts.singleThreaded(3, 4).pinned(pinned), Requests.dedicated(1))).containsExactly(wanted);
    }

    @Test
    void keepsCellsWithDevicesForGuestsThatWantThem() {
        var hosts = Hosts.singleThreaded(2, 4).pf("0000:01:00.0", 0, "0000:01:01.0");
        assertThat(cells(hosts, Requests.dedicated(1))).containsExactly(1);
        assertThat(cells(hosts, Requests.dedicated(1).vfs(1, PciNumaPolicy.PREFERRED))).containsExactly(0);
    }

    @Test
    void goesToTheDevicesEvenIfThePolicyWouldLetItStay() {
        var hosts = Hosts.singleThreaded(4, 4).distances(TWO_SOCKETS).pf("0000:01:00.0", 3, "0000:01:01.0")
                .pinned("0");
        var plan = PinningTests.plan(hosts.state(), Requests.dedicated(2, 2).vfs(1, PciNumaPolicy.PREFERRED).build());
        assertThat(plan.placement().cells()).extracting(PlacedCell::hostCell).containsExactlyInAnyOrder(2, 3);
        assertThat(plan.placement().devices()).extracting(device -> device.cell().orElseThrow()).containsExactly(3);
        assertThat(plan.remarks()).isEmpty();
    }

    @Test
    void drawsTheFirstWishNearWhereNotAllCanBe() {
        var hosts = Hosts.singleThreaded(2, 4).plain("0000:01:00.0", "aaaa", 0).plain("0000:02:00.0", "bbbb", 1);
        for (var order : List.of(List.of("aaaa", "bbbb"), List.of("bbbb", "aaaa"))) {
            var request = Requests.dedicated(1);
            order.forEach(id -> request.devices(id, PciDeviceType.PCI, 1, PciNumaPolicy.PREFERRED));
            var plan = PinningTests.plan(hosts.state(), request.build());
            var home = plan.placement().cells().getFirst().hostCell();
            assertThat(plan.placement().devices().getFirst().cell()).hasValue(home);
            assertThat(plan.remarks()).hasSize(1);
        }
    }

    @Test
    void coversNetworksAndTheTunnel() {
        var hosts = Hosts.singleThreaded(4, 4).network("red", 2, 3).network("blue", 1).network("loose").tunnel(3);
        var request = Requests.dedicated(1, 1).network("red").network("blue").network("loose").network("unknown");
        assertThat(cells(hosts, request)).containsExactlyInAnyOrder(1, 2);
        assertThat(cells(hosts, request.tunneled())).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void letsEmulatorThreadsRunWhereThePolicySays() {
        var hosts = Hosts.empty().cell(0, 16 << 20, "0", "1", "2").cell(0, 16 << 20, "3", "4", "5").dedicated("1-2,4-5")
                .shared("0,3");
        assertThat(emulator(hosts, Requests.dedicated(2))).isEqualTo("1-2");
        assertThat(emulator(hosts, Requests.dedicated(2).realtime("1"))).isEqualTo("1");
        assertThat(emulator(hosts, Requests.dedicated(2).realtime("0-1"))).isEqualTo("1-2");
        assertThat(emulator(hosts, Requests.dedicated(2).emulator(EmulatorThreadPolicy.SHARE))).isEqualTo("0");
        assertThat(emulator(hosts.shared(""), Requests.dedicated(2).emulator(EmulatorThreadPolicy.SHARE)))
                .isEqualTo("1-2");
    }

    @Test
    void putsIoThreadsWithTheEmulator() {
        var host = Hosts.fourCores().state();
        var request = Requests.dedicated(2).emulator(EmulatorThreadPolicy.ISOLATE);
        assertThat(PinningTests.plan(host, request.build()).placement().ioThreads()).isEqualTo(IoThreads.NONE);
        assertThat(PinningTests.plan(host, request.ioThreads(2).build()).placement().ioThreads())
                .isEqualTo(new IoThreads(2, CpuSet.empty()));
    }

    @Test
    void letsVcpusOfAMixedCellFloatOverItsSharedCpus() {
        var hosts = Hosts.empty().cell(0, 16 << 20, "0", "1", "2", "3").dedicated("2-3").shared("0-1");
        var request = Requests.cells().policy(CpuPolicy.MIXED).cell(3, 1, 1 << 20).build();
        var cell = PinningTests.plan(hosts.state(), request).placement().cells().getFirst();
        assertThat(cell.pinning()).containsExactly(Map.entry(2, 2));
        assertThat(cell.floatingOn()).isEqualTo(CpuSet.of(0, 1));
    }

    @Test
    void givesAFloatingGuestTheWholeHost() {
        var hosts = Hosts.singleThreaded(2, 2).dedicated("3").shared("0-2").plain("0000:01:00.0", "aaaa", 1);
        var plan = PinningTests.plan(hosts.state(), Requests.floating(3, 1 << 20)
                .devices("aaaa", PciDeviceType.PCI, 1, PciNumaPolicy.REQUIRED).build());
        assertThat(plan.placement().cells()).isEmpty();
        assertThat(plan.placement().sharedCpus()).isEqualTo(CpuSet.range(0, 2));
        assertThat(plan.placement().devices()).extracting(PlacedDevice::address).hasSize(1);
    }

    @Test
    void answersTheSameEveryTime() {
        var hosts = Hosts.singleThreaded(4, 4).distances(TWO_SOCKETS).pf("0000:01:00.0", 1, "0000:01:01.0");
        var request = Requests.dedicated(2, 1).vfs(1, PciNumaPolicy.SOCKET);
        var answers = IntStream.range(0, 20)
                .mapToObj(_ -> NfvPlanner.plan(hosts.state(), request.build())).distinct().toList();
        assertThat(answers).hasSize(1);
    }

    private static List<Integer> cells(Hosts hosts, Requests requests) {
        return PinningTests.plan(hosts.state(), requests.build()).placement().cells().stream()
                .map(PlacedCell::hostCell).toList();
    }

    private static String emulator(Hosts hosts, Requests requests) {
        return PinningTests.plan(hosts.state(), requests.build()).placement().emulatorCpus().toString();
    }
}
