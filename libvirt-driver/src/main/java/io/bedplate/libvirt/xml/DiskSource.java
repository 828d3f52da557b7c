package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a disk's data is: a file, block device, volume or server. */
public record DiskSource(@Attribute Optional<String> file, @Attribute Optional<String> dev,
        @Attribute Optional<String> dir, @Attribute Optional<String> protocol, @Attribute Optional<String> name,
        @Attribute Optional<String> pool, @Attribute Optional<String> volume, @Attribute Optional<String> mode,
        @Attribute Optional<String> type, @Attribute Optional<String> namespace, @Attribute Optional<Boolean> managed,
        @Attribute Optional<String> query, @Attribute Optional<Boolean> tls, @Attribute Optional<String> startupPolicy,
        @Attribute OptionalInt index, @Element("host") List<Host> hosts, Optional<Snapshot> snapshot,
        Optional<Config> config, Optional<DiskAuth> auth, Optional<DiskEncryption> encryption,
        Optional<Initiator> initiator, Optional<Address> address, @Element("seclabel") List<SecLabel> secLabels,
        Rest rest) {
    public DiskSource {
        hosts = List.copyOf(hosts);
        secLabels = List.copyOf(secLabels);
    }

    /** One server. */
    public record Host(@Attribute Optional<String> name, @Attribute Optional<String> port,
            @Attribute Optional<String> transport, @Attribute Optional<String> socket, Rest rest) {}

    /** The snapshot that is read. */
    public record Snapshot(@Attribute String name, Rest rest) {
        public Snapshot(String name) {
            this(name, Rest.NONE);
        }
    }

    /** The client's configuration file. */
    public record Config(@Attribute String file, Rest rest) {
        public Config(String file) {
            this(file, Rest.NONE);
        }
    }

    /** Who we are to an iSCSI target. */
    public record Initiator(Optional<Iqn> iqn, Rest rest) {}

    /** A name in iSCSI's own form. */
    public record Iqn(@Attribute String name, Rest rest) {
        public Iqn(String name) {
            this(name, Rest.NONE);
        }
    }
}
