package io.bedplate.virt;

import java.nio.file.Path;

/**
 * A disk that was made for an instance.
 *
 * @param id        as it was ordered
 * @param sizeBytes what the guest sees
 */
public record MadeDisk(DeviceId id, Path file, long sizeBytes) {}
