package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Memory shared with others. */
@Element("shmem")
public record Shmem(@Attribute String name, @Attribute Optional<String> role, Optional<Model> model,
        Optional<Quantity> size, Optional<Server> server, Optional<Msi> msi, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {
    /** The device the guest sees. */
    public record Model(@Attribute String type, Rest rest) {
        public Model(String type) {
            this(type, Rest.NONE);
        }
    }

    /** Who hands the memory out. */
    public record Server(@Attribute Optional<String> path, Rest rest) {}

    /** Its interrupts. */
    public record Msi(@Attribute OptionalInt vectors,
            @Attribute("ioeventfd") Optional<Switch> ioEventFd, Rest rest) {}
}
