package io.bedplate.cli.demo;

import java.util.regex.Pattern;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.hugepages.sysfs.PoolFiles;
import io.bedplate.hugepages.sysfs.PoolResize;

/**
 * Huge pages added to a cell's pool for a while.
 *
 * @param cell  the cell; -1 for a host without node folders
 * @param pages added, 0 where enough were free
 */
record PageLoan(int cell, PageSize size, long pages) {
    private static final Pattern TEXT = Pattern.compile("cell=(-?\\d+) size_kib=(\\d+) pages=(\\d+)\\s*");

    /** What must be borrowed so that {@code wanted} pages are free. */
    static PageLoan needed(HostFiles files, HostTopology host, int cell, PageSize size, long wanted) {
        int poolCell = files.exists("sys/devices/system/node/node" + cell) ? cell : -1;
        long free = host.cell(cell).flatMap(found -> found.pool(size)).map(pool -> pool.free()).orElse(0L);
        return new PageLoan(poolCell, size, Math.max(0, wanted - free));
    }

    /**
     * Grows the pool.
     *
     * @throws DemoException when the kernel has not that many pages to give; it has them all back then
     */
    void take(HostFiles files) {
        switch (resize(files, pages)) {
            case PoolResize.Honoured _ -> {
            }
            case PoolResize.NoSuchPool _ -> throw new DemoException("this kernel has no pages of " + size,
                    "use a kernel and a machine with huge pages");
            case PoolResize.Partly(var _, long before, long wanted, long now) -> {
                pool(files).resize(size, before);
                throw new DemoException(
                        "%d more pages of %s wanted in cell %d, the kernel found %d".formatted(wanted - before, size,
                                cell, now - before),
                        "free some memory, or reserve pages at boot with hugepagesz=2M hugepages=128");
            }
        }
    }

    void giveBack(HostFiles files) {
        resize(files, -pages);
    }

    private PoolResize resize(HostFiles files, long more) {
        var pool = pool(files);
        long total = pool.read(size).map(found -> found.total()).orElse(0L);
        return more == 0 ? new PoolResize.Honoured(size, total, total) : pool.resize(size, Math.max(0, total + more));
    }

    private PoolFiles pool(HostFiles files) {
        return cell < 0 ? PoolFiles.ofHost(files) : PoolFiles.ofCell(files, cell);
    }

    String text() {
        return "cell=%d size_kib=%d pages=%d\n".formatted(cell, size.kib(), pages);
    }

    static PageLoan parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("page loan: \"%s\"".formatted(text));
        }
        return new PageLoan(Integer.parseInt(match.group(1)), new PageSize(Long.parseLong(match.group(2))),
                Long.parseLong(match.group(3)));
    }
}
