package io.bedplate.host;

/**
 * The pages of one size in one NUMA cell, as the kernel counts them ({@code nr_hugepages}, {@code free_hugepages}).
 *
 * @param total pages in the pool
 * @param free  pages nobody holds, 0..total
 */
public record PagePool(PageSize size, long total, long free) {
    public PagePool {
        if (total < 0 || free < 0 || free > total) {
            throw new IllegalArgumentException("pool of %s: %d pages, %d free".formatted(size, total, free));
        }
    }
}
