package io.bedplate.libvirt.xml;

import java.util.Optional;

/** As whom a server is asked; the secret itself is in libvirt's keeping. */
public record DiskAuth(@Attribute String username, Optional<Secret> secret, Rest rest) {
    /** Which secret: by {@code usage} or {@code uuid}. */
    public record Secret(@Attribute Optional<String> type, @Attribute Optional<String> usage,
            @Attribute Optional<String> uuid, Rest rest) {}
}
