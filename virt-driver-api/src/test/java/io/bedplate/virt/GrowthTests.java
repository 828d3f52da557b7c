package io.bedplate.virt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.GuestExtent.Misfit;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Adding to a specification, taking from it, and what does not fit. */
final class GrowthTests {
    private static final CpuSet NONE = CpuSet.empty();
    private static final Optional<PageSize> HUGE = Optional.of(PageSize.MIB_2);
    private static final NewVcpu OWN = new NewVcpu(4, 1, new Seat.Own(20, CpuSet.of(52)));
    private static final NewVcpu SHARED = new NewVcpu(5, 1, new Seat.Shared(CpuSet.range(30, 31)));
    private static final MemoryModule MODULE = module("m1", 0, 0, 131072, HUGE);
    private static final Growth GROWTH = new Growth(List.of(OWN, SHARED), List.of(MODULE));

    private static MemoryModule module(String id, int guestCell, int hostCell, long kib, Optional<PageSize> pages) {
        return new MemoryModule(new DeviceId(id), guestCell, hostCell, kib, pages);
    }

    /** Two sockets of two vCPUs, one in each of two cells of 1 GiB, with room for as much again. */
    private static InstanceSpec spec() {
        var cells = List.of(cell(0, 0, CpuSet.range(0, 1), Map.of(0, 2, 1, 3)),
                cell(1, 1, CpuSet.range(2, 3), Map.of(2, 12, 3, 13)));
        var placement = new GuestPlacement(cells, NONE, CpuSet.of(0), IoThreads.NONE, NONE, false,
                new GuestCpuTopology(2, 2, 1), List.of());
        return new InstanceSpec(new InstanceId(new UUID(0, 1)), "vnf", 4, 2 << 20, placement,
                new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty())
                .on(GuestHardware.PLAIN.with(new Headroom(8, 4 << 20)));
    }

    private static PlacedCell cell(int id, int hostCell, CpuSet vcpus, Map<Integer, Integer> pins) {
        return new PlacedCell(id, hostCell, vcpus, new TreeMap<>(pins), NONE, NONE, 1 << 20, HUGE);
    }

    @Test
    void guestHasWhatWasAddedInItsCells() {
        var grown = GROWTH.addedTo(spec());
        assertThat(grown.vcpus()).isEqualTo(6);
        assertThat(grown.memoryKib()).isEqualTo((2 << 20) + 131072);
        assertThat(grown.placement().topology()).isEqualTo(new GuestCpuTopology(3, 2, 1));
        assertThat(grown.placement().cells().getFirst().memoryKib()).isEqualTo((1 << 20) + 131072);
        var last = grown.placement().cells().getLast();
        assertThat(last.vcpus()).isEqualTo(CpuSet.range(2, 5));
        assertThat(last.pinning()).containsEntry(4, 20).doesNotContainKey(5);
        assertThat(last.floatingOn()).isEqualTo(CpuSet.range(30, 31));
        assertThat(last.blockedCpus()).isEqualTo(CpuSet.of(52));
    }

    @Test
    void whatIsTakenLeavesTheGuestAsItWas() {
        assertThat(GROWTH.takenFrom(GROWTH.addedTo(spec()))).isEqualTo(spec());
    }

    @Test
    void vcpusThatDoNotComeOutEvenAreSocketsOfOne() {
        var one = new Growth(List.of(OWN), List.of());
        assertThat(one.addedTo(spec()).placement().topology()).isEqualTo(new GuestCpuTopology(5, 1, 1));
    }

    @Test
    void partsAreToldApartByNumbersAndNames() {
        var part = new Growth(List.of(SHARED), List.of());
        assertThat(GROWTH.without(part)).isEqualTo(new Growth(List.of(OWN), List.of(MODULE)));
        assertThat(GROWTH.within(part)).isEqualTo(part);
        assertThat(part.within(GROWTH).without(GROWTH).none()).isTrue();
        assertThat(new Growth(List.of(OWN), List.of()).and(part))
                .isEqualTo(new Growth(List.of(OWN, SHARED), List.of()));
        assertThat(GROWTH).hasToString("vCPU 4, vCPU 5, memory m1 of 131072 KiB");
        assertThat(Growth.NONE).hasToString("nothing");
    }

    private static Optional<Kind> kind(Growth growth) {
        return GuestExtent.of(spec(), Growth.NONE).misfit(growth).map(Misfit::kind);
    }

    private static Growth of(NewVcpu... vcpus) {
        return new Growth(List.of(vcpus), List.of());
    }

    private static Growth of(MemoryModule... modules) {
        return new Growth(List.of(), List.of(modules));
    }

    @Test
    void whatFitsHasNothingAgainstIt() {
        assertThat(kind(GROWTH)).isEmpty();
        assertThat(kind(Growth.NONE)).isEmpty();
    }

    @Test
    void vcpusGoOnWhereTheGuestEndsInItsLastCellAndWithinItsHeadroom() {
        assertThat(kind(of(new NewVcpu(3, 1, OWN.seat())))).contains(Kind.EXISTS);
        assertThat(kind(of(SHARED))).contains(Kind.INVALID_SPEC);
        assertThat(kind(of(new NewVcpu(4, 2, OWN.seat())))).contains(Kind.INVALID_SPEC);
        assertThat(kind(of(new NewVcpu(4, 0, OWN.seat())))).contains(Kind.UNSUPPORTED);
        var small = new GuestExtent(4, 2 << 20, new Headroom(5, 0), GuestExtent.of(spec(), Growth.NONE).cells(),
                Set.of());
        assertThat(small.misfit(of(OWN, SHARED))).hasValueSatisfying(misfit -> {
            assertThat(misfit.kind()).isEqualTo(Kind.INSUFFICIENT_RESOURCES);
            assertThat(misfit.why()).contains("6 vCPUs wanted", "ends at 5");
        });
    }

    @Test
    void memoryIsOfItsCellsKindAndWithinItsHeadroom() {
        assertThat(kind(of(module("m", 0, 1, 2048, HUGE)))).contains(Kind.UNSUPPORTED);
        assertThat(kind(of(module("m", 0, 0, 2048, Optional.empty())))).contains(Kind.UNSUPPORTED);
        assertThat(kind(of(module("m", 2, 0, 2048, HUGE)))).contains(Kind.INVALID_SPEC);
        assertThat(kind(of(module("m", 0, 0, 1024, HUGE)))).contains(Kind.INVALID_SPEC);
        assertThat(kind(of(module("m", 0, 0, 0, HUGE)))).contains(Kind.INVALID_SPEC);
        assertThat(kind(of(MODULE, MODULE))).contains(Kind.EXISTS);
        assertThat(kind(of(module("m", 0, 0, (2 << 20) + 2048, HUGE)))).contains(Kind.INSUFFICIENT_RESOURCES);
        assertThat(GuestExtent.of(spec(), GROWTH).misfit(of(MODULE)).map(Misfit::kind)).contains(Kind.EXISTS);
    }

    @Test
    void lastVcpusGoFirst() {
        var extent = GuestExtent.of(GROWTH.addedTo(spec()), GROWTH);
        assertThat(extent.misfitTakingBack(of(OWN)).map(Misfit::kind)).contains(Kind.INVALID_SPEC);
        assertThat(extent.misfitTakingBack(of(SHARED))).isEmpty();
        assertThat(extent.misfitTakingBack(GROWTH)).isEmpty();
        assertThat(GuestExtent.of(spec(), Growth.NONE).misfitTakingBack(GROWTH)).isEmpty();
    }

    @Test
    void guestWithoutCellsCannotGrow() {
        var floating = new GuestPlacement(List.of(), NONE, NONE, IoThreads.NONE, NONE, false,
                new GuestCpuTopology(4, 1, 1), List.of());
        var extent = GuestExtent.of(spec().placed(4, 2 << 20, floating), Growth.NONE);
        assertThat(extent.misfit(GROWTH).map(Misfit::kind)).contains(Kind.UNSUPPORTED);
    }
}
