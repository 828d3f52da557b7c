package io.bedplate.integration.lab.inside;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.integration.Launch;
import io.bedplate.probe.HostProbe;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What we read of the host, beside what QEMU was told to build and what libvirt reads of it. */
@Tag("lab")
final class HostShowTests {
    private final HostTopology host = HostProbe.readThisHost();

    @Test
    void cellsAreTwoToASocketWithOneCoreEach() {
        assertThat(host.cells()).extracting(NumaCell::cpus).containsExactly(CpuSet.parse("0-1"), CpuSet.parse("2-3"),
                CpuSet.parse("4-5"), CpuSet.parse("6-7"));
        assertThat(host.cells()).extracting(cell -> cell.socket().orElseThrow()).containsExactly(0, 0, 1, 1);
        assertThat(host.cores()).containsExactly(CpuSet.parse("0-1"), CpuSet.parse("2-3"), CpuSet.parse("4-5"),
                CpuSet.parse("6-7"));
    }

    @Test
    void distancesAreThoseOfTheFirmware() {
        assertThat(host.distances()).containsExactly(List.of(10, 12, 21, 21), List.of(12, 10, 21, 21),
                List.of(21, 21, 10, 12), List.of(21, 21, 12, 10));
    }

    @Test
    void everyCellHasItsPagesOfBothSizes() {
        assertThat(host.cells()).allSatisfy(cell -> {
            assertThat(cell.pool(PageSize.MIB_2).orElseThrow().total()).isEqualTo(256);
            assertThat(cell.pool(PageSize.GIB_1).orElseThrow().total()).isEqualTo(1);
        });
    }

    @Test
    void cardsHangOnTheirCellsAndCanHaveFunctions() {
        var cards = host.pci().stream().filter(device -> device.type() == PciDeviceType.PF).toList();

        assertThat(cards).extracting(card -> card.cell().orElseThrow()).containsExactlyInAnyOrder(0, 2);
        assertThat(cards).extracting(PciDevice::totalVfs).containsOnly(7);
        assertThat(cards).extracting(PciDevice::vendorId, PciDevice::productId).containsOnly(
                tuple("8086", "10c9"));
    }

    @Test
    void theCommandLinePrintsThat() {
        var answer = Launch.bedplate("host", "show", "--format=json");

        assertThat(answer.status()).as(answer.err()).isZero();
        var printed = JsonMapper.shared().readTree(answer.out());
        assertThat(printed.get("nodes")).hasSize(4);
        assertThat(printed.get("nodes").get(2).get("cpus").values()).extracting(JsonNode::asInt).containsExactly(4, 5);
        assertThat(printed.get("nodes").get(2).get("pages").get("1048576").get("total").asInt()).isEqualTo(1);
        assertThat(printed.get("siblings").get(3).values()).extracting(JsonNode::asInt).containsExactly(6, 7);
        assertThat(printed.get("distances").get(0).values()).extracting(JsonNode::asInt).containsExactly(10, 12, 21,
                21);
        assertThat(printed.get("pci").valueStream().filter(device -> device.get("type").asString().equals("pf")))
                .extracting(card -> card.get("numa_node").asInt()).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void libvirtSeesTheSameCells() {
        var said = Programs.run("virsh", "capabilities");

        for (var cell : host.cells()) {
            assertThat(said).contains("<cell id='%d'>".formatted(cell.id()),
                    "<memory unit='KiB'>%d</memory>".formatted(cell.memoryKib()));
            cell.cpus().forEach(cpu -> assertThat(said).containsPattern("<cpu id='%d' socket_id='%d' .*siblings='%s'/>"
                    .formatted(cpu, cell.socket().orElseThrow(), cell.cpus())));
        }
    }
}
