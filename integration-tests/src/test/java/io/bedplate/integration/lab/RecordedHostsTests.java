package io.bedplate.integration.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostUsage;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostTree;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciWish;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.PlanResult;
import io.bedplate.nfv.Rejection;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.probe.HostProbe;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** The planner on lab hosts as they were recorded: what our own probe made of a real kernel's files. */
final class RecordedHostsTests {
    private static final Path RECORDINGS = Path.of("..", "host-probe", "src", "test", "resources", "machines");
    private static final PciWish FUNCTION_NEARBY = new PciWish(Optional.of("8086"), Optional.of("10ca"),
            Optional.of(PciDeviceType.VF), 1, Optional.of(PciNumaPolicy.REQUIRED), Optional.empty());

    private static HostState host(String name) throws IOException {
        var tree = HostTree.parse(Files.readString(RECORDINGS.resolve(name + ".txt")));
        return HostState.of(HostProbe.read(tree.simulated()), HostConfig.NONE, HostUsage.NONE);
    }

    private static PlanResult plan(HostState host, int vcpus, long memoryMib, Map<String, String> specs,
            PciWish... devices) {
        var plain = RequestInput.of(new Flavor(vcpus, memoryMib, ExtraSpecs.of(specs)), ImageProperties.of(Map.of()));
        var input = new RequestInput(plain.flavor(), plain.image(), List.of(devices), plain.physicalNetworks(), false,
                1,
                1);
        return NfvPlanner.plan(host, ((RequestResult.Valid) NfvRequests.read(input)).request());
    }

    private static GuestPlacement placement(PlanResult result) {
        assertThat(result).isInstanceOf(Plan.class);
        return ((Plan) result).placement();
    }

    @Test
    void aFunctionNearbyLeadsTheGuestToItsCell() throws IOException {
        var placed = placement(plan(host("lab-two-sockets"), 2, 256,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048", "hw:numa_nodes", "1"),
                FUNCTION_NEARBY));

        int cell = placed.cells().getFirst().hostCell();
        assertThat(cell).isIn(0, 2);
        assertThat(placed.devices().getFirst().cell()).hasValue(cell);
    }

    @Test
    void guestCellsStayWithinASocket() throws IOException {
        var placed = placement(plan(host("lab-eight-cells"), 2, 64,
                Map.of("hw:cpu_policy", "dedicated", "hw:numa_nodes", "2")));

        var cells = placed.cells().stream().map(PlacedCell::hostCell).toList();
        assertThat(cells.getFirst() / 2).isEqualTo(cells.getLast() / 2);
    }

    @Test
    void aCellWithoutMemoryTakesNoGuestOnHugePages() throws IOException {
        var four = plan(host("lab-memoryless-cell"), 4, 256,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048", "hw:numa_nodes", "4"));
        assertThat(four).isInstanceOf(Rejection.class);

        var three = placement(plan(host("lab-memoryless-cell"), 3, 192,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048", "hw:numa_nodes", "3")));
        assertThat(three.cells()).extracting(PlacedCell::hostCell).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void whatIsTooLargeForTheSmallCellGoesToTheLargeOne() throws IOException {
        var placed = placement(plan(host("lab-unequal-cells"), 1, 256,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048")));
        assertThat(placed.cells().getFirst().hostCell()).isZero();

        var both = plan(host("lab-unequal-cells"), 2, 2048,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "1GB", "hw:numa_nodes", "2"));
        assertThat(both).isInstanceOf(Rejection.class);
    }

    @Test
    void oneCellHasRoomForAWholeCorePerVcpu() throws IOException {
        var placed = placement(plan(host("lab-one-cell"), 4, 64,
                Map.of("hw:cpu_policy", "dedicated", "hw:cpu_thread_policy", "isolate")));

        assertThat(placed.cells().getFirst().blockedCpus().size()).isEqualTo(4);
    }
}
