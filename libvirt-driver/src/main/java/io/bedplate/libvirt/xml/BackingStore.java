package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** What an image is laid over; an empty one ends the chain. */
public record BackingStore(@Attribute Optional<String> type, @Attribute OptionalInt index, Optional<Format> format,
        Optional<DiskSource> source, Optional<BackingStore> backingStore, Rest rest) {
    /** The image's format. */
    public record Format(@Attribute String type, Rest rest) {
        public Format(String type) {
            this(type, Rest.NONE);
        }
    }
}
