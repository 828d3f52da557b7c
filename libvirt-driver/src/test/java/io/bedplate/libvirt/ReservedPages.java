package io.bedplate.libvirt;

import java.util.concurrent.atomic.AtomicLong;

import io.bedplate.host.files.HostFiles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Pages of 2 MiB added to the host's pool for a test, and taken away again. */
final class ReservedPages implements AutoCloseable {
    private static final String POOL = "sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages";

    private final HostFiles files = HostFiles.real();
    private final AtomicLong added = new AtomicLong();

    private ReservedPages() {}

    /** Skips the test where the kernel does not give them. */
    static ReservedPages of(long pages) {
        var reserved = upTo(pages);
        if (reserved.added.get() < pages) {
            reserved.close();
            assumeTrue(false, "the kernel did not find %d free pages of 2 MiB".formatted(pages));
        }
        return reserved;
    }

    /** As many as the kernel gives. */
    static ReservedPages upTo(long pages) {
        var reserved = new ReservedPages();
        if (reserved.files.exists(POOL)) {
            long before = reserved.total();
            reserved.files.write(POOL, Long.toString(before + pages));
            reserved.added.set(reserved.total() - before);
        }
        return reserved;
    }

    private long total() {
        return files.readNumber(POOL).orElseThrow();
    }

    @Override
    public void close() {
        long mine = added.getAndSet(0);
        if (mine > 0) {
            files.write(POOL, Long.toString(Math.max(0, total() - mine)));
        }
    }
}
