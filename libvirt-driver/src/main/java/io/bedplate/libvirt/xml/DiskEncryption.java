package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** Encrypted data, such as LUKS. */
public record DiskEncryption(@Attribute Optional<String> format, @Attribute Optional<String> engine,
        @Element("secret") List<Secret> secrets, Rest rest) {
    public DiskEncryption {
        secrets = List.copyOf(secrets);
    }

    /** Which secret opens it: by {@code usage} or {@code uuid}. */
    public record Secret(@Attribute Optional<String> type, @Attribute Optional<String> usage,
            @Attribute Optional<String> uuid, Rest rest) {}
}
