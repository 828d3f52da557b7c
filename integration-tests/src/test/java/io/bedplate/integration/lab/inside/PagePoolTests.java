package io.bedplate.integration.lab.inside;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.hugepages.sysfs.PoolFiles;
import io.bedplate.hugepages.sysfs.PoolResize;

import static org.assertj.core.api.Assertions.assertThat;

/** Pools of huge pages, changed while the host runs. */
@Tag("lab")
final class PagePoolTests {
    private static final int CELL = 1;
    private final PoolFiles pools = PoolFiles.ofCell(HostFiles.real(), CELL);

    @Test
    void aPoolOfOneCellGrowsAndShrinksAndNoOtherDoes() {
        assertThat(pools.resize(PageSize.MIB_2, 288)).isEqualTo(new PoolResize.Honoured(PageSize.MIB_2, 256, 288));
        assertThat(GuestProcess.freePages(CELL, 2048)).isEqualTo(288);
        assertThat(GuestProcess.freePages(CELL + 1, 2048)).isEqualTo(256);

        assertThat(pools.resize(PageSize.MIB_2, 256)).isEqualTo(new PoolResize.Honoured(PageSize.MIB_2, 288, 256));
        assertThat(GuestProcess.freePages(CELL, 2048)).isEqualTo(256);
    }

    /** The cell has 2.5 GiB, of which 1.5 GiB are huge pages: the write succeeds and nothing comes of it. */
    @Test
    void pagesThatTheKernelSilentlyDoesNotGiveAreNamed() {
        assertThat(pools.resize(PageSize.GIB_1, 3)).isEqualTo(new PoolResize.Partly(PageSize.GIB_1, 1, 3, 1));
        assertThat(GuestProcess.freePages(CELL, 1 << 20)).isEqualTo(1);

        assertThat(pools.resize(PageSize.GIB_1, 1)).isEqualTo(new PoolResize.Honoured(PageSize.GIB_1, 1, 1));
    }
}
