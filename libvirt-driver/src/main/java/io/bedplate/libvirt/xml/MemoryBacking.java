package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

/** How the guest's memory is backed. */
public record MemoryBacking(@Element("hugepages") Optional<HugePages> hugePages,
        @Element("nosharepages") boolean noSharePages, boolean locked, Optional<Source> source, Optional<Access> access,
        Optional<Allocation> allocation, boolean discard, Rest rest) {
    MemoryBacking with(Optional<HugePages> pages) {
        return new MemoryBacking(pages, noSharePages, locked, source, access, allocation, discard, rest);
    }

    /** On pages of these sizes, if any; {@code locked} memory is neither swapped nor merged. */
    public static MemoryBacking of(List<HugePage> pages, boolean locked) {
        return new MemoryBacking(
                pages.isEmpty() ? Optional.empty() : Optional.of(new HugePages(pages)), locked, locked,
                Optional.empty(),
                Optional.empty(), Optional.empty(), false, Rest.NONE);
    }

    /** Huge pages; where no size is given, those of the host's default size. */
    public record HugePages(@Element("page") List<HugePage> pages, Rest rest) {
        public HugePages {
            pages = List.copyOf(pages);
        }

        public HugePages(List<HugePage> pages) {
            this(pages, Rest.NONE);
        }
    }

    /** Pages of one size behind the guest cells in {@code nodeset}. */
    public record HugePage(@Attribute long size, @Attribute Optional<String> unit, @Attribute Optional<CpuSet> nodeset,
            Rest rest) {
        public static HugePage of(PageSize size, CpuSet cells) {
            return new HugePage(size.kib(), Optional.of("KiB"), Optional.of(cells), Rest.NONE);
        }

        /** The size in KiB, rounded up as libvirt does; empty where the unit is unknown or the size absurd. */
        public OptionalLong kib() {
            return MemoryUnit.kib(size, unit);
        }
    }

    /** Where memory comes from: {@code file}, {@code anonymous}, {@code memfd}. */
    public record Source(@Attribute String type, Rest rest) {
        public Source(String type) {
            this(type, Rest.NONE);
        }
    }

    /** Whether other processes map the memory too: {@code shared}, {@code private}. */
    public record Access(@Attribute String mode, Rest rest) {
        public Access(String mode) {
            this(mode, Rest.NONE);
        }
    }

    /** When and by how many threads memory is filled. */
    public record Allocation(@Attribute Optional<String> mode, @Attribute OptionalInt threads, Rest rest) {}
}
