package io.bedplate.libvirt.storage;

import java.nio.file.Path;

import io.bedplate.virt.DiskRefusal;

/** The cache's answer. */
public sealed interface BaseLookup {
    /**
     * There it is, raw.
     *
     * @param file      shared, read-only
     * @param sizeBytes what a guest would see
     */
    record Cached(Path file, long sizeBytes) implements BaseLookup {}

    record Refused(DiskRefusal refusal) implements BaseLookup {}
}
