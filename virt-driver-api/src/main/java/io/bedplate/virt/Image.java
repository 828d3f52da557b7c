package io.bedplate.virt;

import java.nio.file.Path;

/**
 * An image that disks start from.
 *
 * @param file     of the host
 * @param format   what its owner says it is, in Glance's words (disk_format): {@code raw}, {@code qcow2}, {@code vmdk} ...;
 *                 one that looks otherwise is refused
 * @param checksum of the file's bytes
 */
public record Image(Path file, String format, Checksum checksum) {}
