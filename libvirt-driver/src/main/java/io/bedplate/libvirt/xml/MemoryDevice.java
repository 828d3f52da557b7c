package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;

/** A module of memory: {@code dimm}, {@code nvdimm}, {@code virtio-mem}. */
@Element("memory")
public record MemoryDevice(@Attribute String model, @Attribute Optional<String> access,
        @Attribute Optional<Boolean> discard, Optional<String> uuid, Optional<Source> source, Optional<Target> target,
        Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    /** What backs it on the host. */
    public record Source(@Element("pagesize") Optional<Quantity> pageSize,
            @Element("nodemask") Optional<CpuSet> nodeMask, Optional<String> path,
            @Element("alignsize") Optional<Quantity> alignSize, boolean pmem, Rest rest) {}

    /** What the guest sees; {@code node} is its cell. */
    public record Target(Optional<Quantity> size, OptionalInt node, Optional<Quantity> block,
            Optional<Quantity> requested, Optional<Quantity> current, Optional<Label> label, boolean readonly,
            Rest rest) {}

    /** The area of labels. */
    public record Label(Optional<Quantity> size, Rest rest) {}
}
