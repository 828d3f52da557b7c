package io.bedplate.libvirt.image;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the header says.
 *
 * @param virtualSizeBytes what a guest would see; empty where the header does not get that far
 * @param backingFile      as the image names it, not to be trusted
 * @param dataFile         as the image names it, not to be trusted
 */
public record ImageFacts(ImageFormat format, OptionalLong virtualSizeBytes, Optional<String> backingFile,
        Optional<String> dataFile) {}
