package io.bedplate.benchmarks;

import io.bedplate.host.files.HostFiles;

/** Pages of 2 MiB added to this machine's pool, and taken away again. */
final class PagePoolLoan implements AutoCloseable {
    private static final String POOL = "sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages";

    private final HostFiles files = HostFiles.real();
    private final long added;

    PagePoolLoan(long pages) {
        long before = total();
        files.write(POOL, Long.toString(before + pages));
        added = total() - before;
        if (added < pages) {
            close();
            throw new IllegalStateException("the kernel found %d of %d pages of 2 MiB".formatted(added, pages));
        }
    }

    private long total() {
        return files.readNumber(POOL).orElseThrow();
    }

    @Override
    public void close() {
        files.write(POOL, Long.toString(Math.max(0, total() - added)));
    }
}
