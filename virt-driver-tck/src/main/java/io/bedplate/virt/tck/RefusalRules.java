package io.bedplate.virt.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.virt.Capability;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 2, second part: what no host of that shape can hold. */
interface RefusalRules extends Rules {

    @Test
    @DisplayName("[2.5] a pCPU that the host does not have is INVALID_SPEC and named")
    default void absentPcpuIsRefused() {
        var driver = session().driver();
        int absent = driver.host().onlineCpus().last() + 1;
        var spec = Specs.pinned(session().tiny(), driver.host().cells().getFirst(), absent);
        assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(spec, LaunchGate.OPEN)).message()
                .containsPattern(named("pCPU", absent));
        assertThat(driver.guest(spec.id())).isEmpty();
    }

    @Test
    @DisplayName("[2.5] a cell that the host does not have is INVALID_SPEC and named")
    default void absentCellIsRefused() {
        var driver = session().driver();
        var cells = driver.host().cells();
        int absent = cells.getLast().id() + 1;
        var spec = Specs.onCell(session().tiny(), absent, cells.getFirst().cpus());
        assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(spec, LaunchGate.OPEN)).message()
                .containsPattern(named("cell", absent));
        assertThat(driver.guest(spec.id())).isEmpty();
    }

    /** The number as a word of its own, somewhere after the kind of thing it is. */
    private static String named(String thing, int number) {
        return "(?is)\\b%s\\b.*\\b%d\\b".formatted(thing, number);
    }

    /** Of a driver without HUGE_PAGES, rule 10.2 tells what to expect. */
    @Test
    @DisplayName("[2.5] pages that the host does not have are INSUFFICIENT_RESOURCES, with the cell and the size")
    default void tooManyPagesAreRefused() {
        if (session().can(Capability.HUGE_PAGES)) {
            var driver = session().driver();
            var cell = driver.host().cells().getFirst();
            var size = anySize(driver.host());
            long free = cell.pool(size).map(PagePool::free).orElse(0L);
            var spec = Specs.onPages(session().tiny(), cell, size, free + 1);
            assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> driver.spawn(spec, LaunchGate.OPEN))
                    .hasMessageContaining("cell " + cell.id()).message()
                    .containsAnyOf(size.toString(), Long.toString(size.kib()));
            assertThat(driver.guest(spec.id())).isEmpty();
        }
    }

    private static PageSize anySize(HostTopology host) {
        return host.cells().stream().flatMap(cell -> cell.pools().stream()).map(PagePool::size).findFirst()
                .orElse(PageSize.MIB_2);
    }
}
