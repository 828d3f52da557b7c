package io.bedplate.hugepages.sysfs;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/**
 * The huge-page pools of one NUMA cell, or of a host without node folders. Source: the kernel's
 * Documentation/admin-guide/mm/hugetlbpage.rst.
 */
public final class PoolFiles {
    private static final String PREFIX = "hugepages-";
    private static final String SUFFIX = "kB";
    // An exbibyte: a counter beyond it is damage, and would overflow sums.
    private static final long MOST_KIB = 1L << 50;

    private final HostFiles files;
    private final String folder;

    private PoolFiles(HostFiles files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /** The pools of one cell of a host with node folders. */
    public static PoolFiles ofCell(HostFiles files, int cell) {
        return new PoolFiles(files, "sys/devices/system/node/node" + cell + "/hugepages/");
    }

    /** The pools of the whole host, all cells summed. */
    public static PoolFiles ofHost(HostFiles files) {
        return new PoolFiles(files, "sys/kernel/mm/hugepages/");
    }

    /** Ascending by page size. A pool whose size or total cannot be read is left out; unreadable free pages are none. */
    public List<PagePool> read() {
        return files.list(folder).stream().map(PoolFiles::sizeOf).flatMap(Optional::stream).map(this::read)
                .flatMap(Optional::stream).sorted((a, b) -> a.size().compareTo(b.size())).toList();
    }

    /** Empty where the host has no such pool. */
    public Optional<PagePool> read(PageSize size) {
        var total = files.readNumber(path(size) + "nr_hugepages");
        if (total.isEmpty() || total.getAsLong() > MOST_KIB / size.kib()) {
            return Optional.empty();
        }
        long free = files.readNumber(path(size) + "free_hugepages").orElse(0);
        return Optional.of(new PagePool(size, total.getAsLong(), Math.min(free, total.getAsLong())));
    }

    private String path(PageSize size) {
        return folder + PREFIX + size.kib() + SUFFIX + "/";
    }

    private static Optional<PageSize> sizeOf(String name) {
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX) || name.length() <= PREFIX.length() + SUFFIX.length()) {
            return Optional.empty();
        }
        return HostText.number(name.substring(PREFIX.length(), name.length() - SUFFIX.length())).stream().boxed()
                .filter(kib -> Long.bitCount(kib) == 1).map(PageSize::new).findFirst();
    }

    /**
     * Asks the kernel for a pool of {@code total} pages and reads back what it made of it. The kernel gives what it can
     * find unbroken, and keeps pages that are in use.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses the order altogether (not root, say)
     */
    public PoolResize resize(PageSize size, long total) {
        var before = read(size);
        if (before.isEmpty()) {
            return new PoolResize.NoSuchPool(size);
        }
        files.write(path(size) + "nr_hugepages", Long.toString(total));
        long now = read(size).map(PagePool::total).orElse(0L);
        return now == total
                ? new PoolResize.Honoured(size, before.get().total(), total)
                : new PoolResize.Partly(size, before.get().total(), total, now);
    }
}
