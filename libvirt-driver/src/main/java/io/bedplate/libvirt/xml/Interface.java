package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** A network interface. */
@Element("interface")
public record Interface(@Attribute String type, @Attribute Optional<Boolean> managed,
        @Attribute Optional<Boolean> trustGuestRxFilters, Optional<Mac> mac, Optional<InterfaceSource> source,
        @Element("virtualport") Optional<VirtualPort> virtualPort, Optional<Script> script, Optional<Target> target,
        Optional<Model> model, Optional<InterfaceDriver> driver, Optional<Backend> backend,
        @Element("filterref") Optional<FilterRef> filter, Optional<Tune> tune, Optional<Bandwidth> bandwidth,
        Optional<Vlan> vlan, Optional<Link> link, Optional<Mtu> mtu, Optional<Port> port, Optional<Teaming> teaming,
        Optional<BootOrder> boot, Optional<Rom> rom, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements Device {
    /** Its hardware address. */
    public record Mac(@Attribute String address, @Attribute Optional<String> type, @Attribute Optional<Boolean> check,
            Rest rest) {
        public Mac(String address) {
            this(address, Optional.empty(), Optional.empty(), Rest.NONE);
        }
    }

    /** A program that sets it up. */
    public record Script(@Attribute String path, Rest rest) {
        public Script(String path) {
            this(path, Rest.NONE);
        }
    }

    /** Its name on the host. */
    public record Target(@Attribute String dev, @Attribute Optional<Boolean> managed, Rest rest) {}

    /** The device the guest sees. */
    public record Model(@Attribute String type, Rest rest) {
        public Model(String type) {
            this(type, Rest.NONE);
        }
    }

    /** Device files of the host. */
    public record Backend(@Attribute Optional<String> tap, @Attribute Optional<String> vhost, Rest rest) {}

    /** Limits of the tap. */
    public record Tune(@Element("sndbuf") OptionalLong sendBuffer, Rest rest) {}

    /** Whether its cable is in: {@code up}, {@code down}. */
    public record Link(@Attribute String state, Rest rest) {
        public Link(String state) {
            this(state, Rest.NONE);
        }
    }

    /** Largest packet in bytes. */
    public record Mtu(@Attribute int size, Rest rest) {
        public Mtu(int size) {
            this(size, Rest.NONE);
        }
    }

    /** Whether it sees others of its bridge. */
    public record Port(@Attribute Optional<Boolean> isolated, Rest rest) {}

    /** Its part in a pair that survives migration. */
    public record Teaming(@Attribute Optional<String> type, @Attribute Optional<String> persistent, Rest rest) {}
}
