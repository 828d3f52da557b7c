package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;

/** The host cells behind the guest's memory. */
public record NumaTune(Optional<Memory> memory, @Element("memnode") List<MemNode> memNodes, Rest rest) {
    /** Strict: a page from another cell is a failure, not a fallback. */
    public static NumaTune strict(CpuSet hostCells, List<MemNode> memNodes) {
        return new NumaTune(
                Optional.of(new Memory(Optional.of("strict"), Optional.of(hostCells), Optional.empty(), Rest.NONE)),
                memNodes, Rest.NONE);
    }

    public NumaTune {
        memNodes = List.copyOf(memNodes);
    }

    /** The cells of all memory. */
    public record Memory(@Attribute Optional<String> mode, @Attribute Optional<CpuSet> nodeset,
            @Attribute Optional<String> placement, Rest rest) {}

    /** The host cells behind one guest cell. */
    public record MemNode(@Attribute("cellid") int cell, @Attribute Optional<String> mode, @Attribute CpuSet nodeset,
            Rest rest) {
        public static MemNode strict(int cell, CpuSet hostCells) {
            return new MemNode(cell, Optional.of("strict"), hostCells, Rest.NONE);
        }
    }
}
