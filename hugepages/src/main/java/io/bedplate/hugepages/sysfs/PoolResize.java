package io.bedplate.hugepages.sysfs;

import io.bedplate.host.PageSize;

/** What the kernel made of an order for a pool's size. Counts are pages. */
public sealed interface PoolResize {

    PageSize size();

    /** The pool is as large as ordered. */
    record Honoured(PageSize size, long before, long now) implements PoolResize {}

    /**
     * The pool is not: too little unbroken memory to grow, or pages in use that cannot be given back.
     *
     * @param now what the pool holds after the order
     */
    record Partly(PageSize size, long before, long wanted, long now) implements PoolResize {}

    /** The cell has no pool of this size; nothing was ordered. */
    record NoSuchPool(PageSize size) implements PoolResize {}
}
