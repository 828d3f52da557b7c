package io.bedplate.virt.tck;

import java.util.Optional;

import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceSpec;

/** Free huge pages of one cell, enough for a guest. */
record HugePages(NumaCell cell, PageSize size, long wanted, long free) {

    /** The first cell and size that can hold the guest. */
    static Optional<HugePages> forGuest(HostTopology host, long memoryKib) {
        return host.cells().stream().filter(cell -> !cell.cpus().isEmpty())
                .flatMap(cell -> cell.pools().stream().map(pool -> of(cell, pool, memoryKib)))
                .filter(pages -> pages.free >= pages.wanted).findFirst();
    }

    private static HugePages of(NumaCell cell, PagePool pool, long memoryKib) {
        return new HugePages(cell, pool.size(), pool.size().pagesFor(memoryKib), pool.free());
    }

    InstanceSpec take(InstanceSpec spec) {
        return Specs.onPages(spec, cell, size, wanted);
    }

    long freeOf(HostTopology host) {
        return host.cell(cell.id()).flatMap(now -> now.pool(size)).map(PagePool::free).orElse(0L);
    }

    long leftAfterwards() {
        return free - wanted;
    }
}
