package io.bedplate.hugepages;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;

import static org.assertj.core.api.Assertions.assertThat;

final class CellMemoryTests {
    private static final long MIB = 1024;
    private static final long GIB = MIB << 10;

    /** 16 GiB, of which 512 pages of 2 MiB (500 free) and 4 of 1 GiB: 11 GiB in small pages. */
    private static final NumaCell CELL = new NumaCell(0, OptionalInt.of(0), CpuSet.of(0), 16 * GIB,
            List.of(new PagePool(PageSize.MIB_2, 512, 500), new PagePool(PageSize.GIB_1, 4, 4)));

    @Test
    void takesTheLesserOfFreeAndUnclaimedPagesLessTheReserved() {
        assertThat(memory(64, 100, 0).poolLeft(0)).isEqualTo(512 - 100 - 64);
        assertThat(memory(64, 5, 0).poolLeft(0)).isEqualTo(500 - 64);
        assertThat(memory(600, 0, 0).poolLeft(0)).isNegative();
    }

    @Test
    void countsMemoryOnHugePagesAsNoSmallOne() {
        var memory = memory(0, 100, 1000);
        assertThat(memory.smallKib()).isEqualTo(11 * GIB);
        assertThat(memory.smallUsedKib()).isEqualTo(800 * MIB);
        assertThat(memory.smallLeftKib()).isEqualTo(11 * GIB - 800 * MIB);
        assertThat(memory(0, 100, 10).smallUsedKib()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1001, 2048, false", "1000, 2048, true", "1002, 2048, false", "4096, 1048576, true",
            "1536, 1048576, false", "5120, 1048576, false", "11264, 4, true", "11265, 4, false", "11264, 0, true",
            "11265, 0, false", "16, 16384, false"})
    void fitsWholePagesThatAreLeft(long mib, long pageKib, boolean fits) {
        var demand = new MemoryDemand(mib * MIB, false, 4, 4);
        assertThat(memory(0, 0, 0).fits(demand, pageKib)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"8192, 1.0, false", "8192, 1.5, true", "11265, 4.0, false", "3072, 1.0, true"})
    void overcommitsOrdinaryMemoryByTheRatioButNoGuestBeyondTheCell(long mib, double ratio, boolean fits) {
        assertThat(memory(0, 0, 8192).fits(new MemoryDemand(mib * MIB, true, ratio, 4), 0)).isEqualTo(fits);
    }

    @Test
    void saysWhatIsShort() {
        var memory = memory(0, 0, 8192);
        assertThat(memory.shortage(demand(5 * GIB), 1048576)).isEqualTo(new MemoryShortage.Pages(1048576, 5, 4));
        assertThat(memory.shortage(demand(1536 * MIB), 1048576))
                .isEqualTo(new MemoryShortage.Misaligned(1536 * MIB, 1048576));
        assertThat(memory.shortage(demand(GIB), 16384)).isEqualTo(new MemoryShortage.NoPool(16384, 64));
        assertThat(memory.shortage(demand(9 * GIB), 0)).isEqualTo(new MemoryShortage.Ordinary(9 * GIB, 3 * GIB));
        assertThat(memory.shortage(new MemoryDemand(9 * GIB, true, 1.5, 4), 0))
                .isEqualTo(new MemoryShortage.Ordinary(9 * GIB, 17301504 - 8 * GIB));
        assertThat(memory.shortage(demand(3), 4)).isEqualTo(new MemoryShortage.Misaligned(3, 4));
    }

    @Test
    void givesBackWhatItTook() {
        var host = host(0, 0, 0, CELL).with(0, 2 * GIB, 1048576).with(0, GIB, 0);
        var claimed = host.cell(0);
        assertThat(claimed.isUntouched()).isFalse();
        assertThat(claimed.poolLeft(1)).isEqualTo(2);
        assertThat(claimed.poolUsed(1)).isEqualTo(2);
        assertThat(claimed.usedKib()).isEqualTo(3 * GIB);
        assertThat(claimed.smallUsedKib()).isEqualTo(GIB);
        assertThat(host.without(0, 2 * GIB, 1048576).without(0, GIB, 0).cell(0).isUntouched()).isTrue();
        assertThat(claimed.poolSize(1)).isEqualTo(PageSize.GIB_1);
    }

    @Test
    void keepsCellsWithDifferentPoolsApart() {
        var small = new NumaCell(1, OptionalInt.of(0), CpuSet.of(1), GIB, List.of(new PagePool(PageSize.MIB_2, 8, 8)));
        var host = host(0, 0, 0, small, CELL).with(0, 4 * MIB, 2048).with(0, GIB, 1048576);
        assertThat(host.cell(0).fits(demand(GIB), 1048576)).isFalse();
        assertThat(host.cell(0).shortage(demand(GIB), 1048576)).isEqualTo(new MemoryShortage.NoPool(1048576, 1));
        assertThat(host.cell(0).poolLeft(0)).isEqualTo(6);
        assertThat(host.cell(0).poolUsed(1)).isZero();
        assertThat(host.cell(0).usedKib()).isEqualTo(4 * MIB + GIB);
        assertThat(host.cell(1).isUntouched()).isTrue();
        assertThat(host.cell(1).poolLeft(1)).isEqualTo(4);
        assertThat(host.smallKib()).isEqualTo(GIB - 16 * MIB + 11 * GIB);
        assertThat(host.smallUsedKib()).isEqualTo(GIB);
    }

    @Test
    void offersPageSizesBestFirst() {
        long[] huge = {1048576, 2048};
        assertThat(PageSizes.candidates(new PageSizeWish.Unset(), huge, 4)).containsExactly(0);
        assertThat(PageSizes.candidates(new PageSizeWish.Small(), huge, 4)).containsExactly(4);
        assertThat(PageSizes.candidates(new PageSizeWish.Large(), huge, 4)).containsExactly(1048576, 2048);
        assertThat(PageSizes.candidates(new PageSizeWish.Any(), huge, 4)).containsExactly(1048576, 2048, 4);
        assertThat(PageSizes.candidates(new PageSizeWish.Exact(PageSize.MIB_2), huge, 4)).containsExactly(2048);
    }

    @ParameterizedTest
    @CsvSource({"x86_64, 2048, 4", "ppc64le, 2048, 64", "aarch64, 2048, 4", "aarch64, 524288, 64", "s390x, 1024, 4"})
    void knowsTheSmallestPage(String arch, long poolKib, long baseKib) {
        var pools = new TreeSet<>(Set.of(new PageSize(poolKib)));
        assertThat(PageSizes.base(arch, pools)).isEqualTo(new PageSize(baseKib));
    }

    private static MemoryDemand demand(long kib) {
        return new MemoryDemand(kib, false, 1, 4);
    }

    private static CellMemory memory(long reserved, long used, long usedMib) {
        return host(reserved, used, usedMib, CELL).cell(0);
    }

    private static HostMemory host(long reserved2M, long used2M, long usedMib, NumaCell... cells) {
        return HostMemory.of(List.of(cells), PageSize.KIB_4, (_, size) -> size.equals(PageSize.MIB_2) ? reserved2M : 0,
                (_, size) -> size.equals(PageSize.MIB_2) ? used2M : 0, _ -> usedMib * MIB);
    }
}
