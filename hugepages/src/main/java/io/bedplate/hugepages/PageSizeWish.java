package io.bedplate.hugepages;

import io.bedplate.host.PageSize;

/** The page size a guest asks for ({@code hw:mem_page_size}); negotiation never changes it. */
public sealed interface PageSizeWish {

    /** Not said: ordinary memory. */
    record Unset() implements PageSizeWish {}

    /** The host's smallest. */
    record Small() implements PageSizeWish {}

    /** Any but the smallest, largest first. */
    record Large() implements PageSizeWish {}

    /** Any, largest first. */
    record Any() implements PageSizeWish {}

    /** Just this one. */
    record Exact(PageSize size) implements PageSizeWish {}
}
