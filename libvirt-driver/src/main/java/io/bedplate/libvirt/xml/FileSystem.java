package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** A folder of the host inside the guest. */
@Element("filesystem")
public record FileSystem(@Attribute Optional<String> type, @Attribute("accessmode") Optional<String> accessMode,
        @Attribute("fmode") Optional<String> fileMode, @Attribute("dmode") Optional<String> folderMode,
        @Attribute("multidevs") Optional<String> multiDevs, @Attribute Optional<String> model, Optional<Driver> driver,
        Optional<Binary> binary, Optional<Source> source, Optional<Target> target, boolean readonly,
        @Element("space_hard_limit") Optional<Quantity> spaceHardLimit,
        @Element("space_soft_limit") Optional<Quantity> spaceSoftLimit, Optional<BootOrder> boot, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {
    /** Who serves it; {@code queue} is the size of its ring. */
    public record Driver(@Attribute Optional<String> type,
            @Attribute Optional<String> format, @Attribute OptionalInt queue, @Attribute Optional<Switch> iommu,
            @Attribute Optional<Switch> ats, @Attribute Optional<Switch> packed, Rest rest) {}

    /** The virtiofs daemon. */
    public record Binary(@Attribute Optional<String> path, @Attribute Optional<Switch> xattr, Optional<Mode> cache,
            Optional<Mode> sandbox, Optional<Lock> lock, @Element("thread_pool") Optional<ThreadPool> threadPool,
            Rest rest) {}

    /** A mode by its word. */
    public record Mode(@Attribute String mode, Rest rest) {
        public Mode(String mode) {
            this(mode, Rest.NONE);
        }
    }

    /** Which locks are passed on. */
    public record Lock(@Attribute Optional<Switch> posix, @Attribute Optional<Switch> flock, Rest rest) {}

    /** How many threads serve. */
    public record ThreadPool(@Attribute OptionalInt size, Rest rest) {}

    /** What is shared. */
    public record Source(@Attribute Optional<String> dir, @Attribute Optional<String> dev,
            @Attribute Optional<String> file, @Attribute Optional<String> name, @Attribute Optional<String> socket,
            Rest rest) {}

    /** The tag or path the guest mounts. */
    public record Target(@Attribute String dir, Rest rest) {
        public Target(String dir) {
            this(dir, Rest.NONE);
        }
    }
}
