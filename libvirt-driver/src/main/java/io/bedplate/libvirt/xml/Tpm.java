package io.bedplate.libvirt.xml;

import java.util.Optional;

/** A trusted platform module. */
@Element("tpm")
public record Tpm(@Attribute Optional<String> model, Optional<Backend> backend, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {
    /** Who plays it. */
    public record Backend(@Attribute String type, @Attribute Optional<String> version,
            @Attribute("persistent_state") Optional<Boolean> persistentState, Optional<HostDevice> device,
            Optional<Encryption> encryption, Rest rest) {}

    /** The host's own. */
    public record HostDevice(@Attribute String path, Rest rest) {
        public HostDevice(String path) {
            this(path, Rest.NONE);
        }
    }

    /** The secret that opens its state. */
    public record Encryption(@Attribute String secret, Rest rest) {
        public Encryption(String secret) {
            this(secret, Rest.NONE);
        }
    }
}
