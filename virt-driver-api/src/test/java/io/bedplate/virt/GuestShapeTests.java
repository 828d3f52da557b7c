package io.bedplate.virt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

import static org.assertj.core.api.Assertions.assertThat;

final class GuestShapeTests {
    private static final CpuSet NONE = CpuSet.empty();

    private static GuestPlacement onePcpu(int hostCell, int pcpu, Optional<PageSize> pages) {
        return placement(new PlacedCell(0, hostCell, CpuSet.of(0), new TreeMap<>(Map.of(0, pcpu)), NONE, NONE, 65536,
                pages), NONE, List.of());
    }

    private static GuestPlacement placement(PlacedCell cell, CpuSet realtime, List<PlacedDevice> devices) {
        return new GuestPlacement(List.of(cell), NONE, CpuSet.of(cell.pinnedCpus().first()),
                GuestPlacement.IoThreads.NONE, realtime, false,
                new GuestCpuTopology(1, 1, 1), devices);
    }

    private static List<String> differences(GuestPlacement now, GuestPlacement wanted) {
        return GuestShape.of(now).differences(GuestShape.of(wanted));
    }

    @Test
    void anotherPlaceIsTheSameShape() {
        assertThat(differences(onePcpu(0, 2, Optional.empty()), onePcpu(1, 9, Optional.empty()))).isEmpty();
        assertThat(differences(onePcpu(0, 2, Optional.of(PageSize.KIB_4)), onePcpu(0, 2, Optional.empty())))
                .as("ordinary pages, asked for or not").isEmpty();
    }

    @Test
    void eachDifferenceIsSaidWithBothSides() {
        var now = onePcpu(0, 2, Optional.of(PageSize.MIB_2));
        assertThat(differences(now, onePcpu(0, 2, Optional.of(PageSize.GIB_1)))).singleElement().asString()
                .contains("pages of 2 MiB", "pages of 1 GiB");
        var device = new PlacedDevice(new PciAddress(0, 0x3b, 2, 1), OptionalInt.of(0));
        assertThat(differences(now, placement(now.cells().getFirst(), CpuSet.of(0), List.of(device))))
                .containsExactly("realtime vCPUs: [] now, [0] wanted", "devices: [[]] now, [[0000:3b:02.1]] wanted");
    }
}
