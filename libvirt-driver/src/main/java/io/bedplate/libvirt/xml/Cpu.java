package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;

/** The processor the guest sees. */
public record Cpu(@Attribute Optional<String> mode, @Attribute Optional<String> match,
        @Attribute Optional<String> check, @Attribute Optional<Switch> migratable, Optional<Model> model,
        Optional<String> vendor, Optional<Topology> topology, Optional<Cache> cache,
        @Element("maxphysaddr") Optional<MaxPhysAddr> maxPhysAddr, @Element("feature") List<Feature> features,
        Optional<Numa> numa, Rest rest) {
    public Cpu {
        features = List.copyOf(features);
    }

    /** Which model. */
    public record Model(@Attribute Optional<String> fallback, @Attribute("vendor_id") Optional<String> vendorId,
            @Text Optional<String> name, Rest rest) {
        /** That one and no other. */
        public static Model exactly(String name) {
            return new Model(Optional.of("forbid"), Optional.empty(), Optional.of(name), Rest.NONE);
        }
    }

    /** Sockets, cores and threads. */
    public record Topology(@Attribute int sockets, @Attribute OptionalInt dies, @Attribute int cores,
            @Attribute int threads, Rest rest) {
        public static Topology of(GuestCpuTopology topology) {
            return new Topology(topology.sockets(), OptionalInt.of(1), topology.cores(), topology.threads(), Rest.NONE);
        }
    }

    /** How the cache is shown. */
    public record Cache(@Attribute OptionalInt level, @Attribute Optional<String> mode, Rest rest) {}

    /** Bits of a physical address. */
    public record MaxPhysAddr(@Attribute String mode, @Attribute OptionalInt bits,
            Rest rest) {}

    /** One feature of the processor. */
    public record Feature(@Attribute Optional<String> policy, @Attribute String name, Rest rest) {}

    /** The guest's cells. */
    public record Numa(@Element("cell") List<Cell> cells, Rest rest) {
        public Numa {
            cells = List.copyOf(cells);
        }

        public Numa(List<Cell> cells) {
            this(cells, Rest.NONE);
        }
    }

    /** One cell; {@code memAccess} {@code shared} where another process, such as a vhost-user switch, maps it too. */
    public record Cell(@Attribute OptionalInt id, @Attribute Optional<CpuSet> cpus, @Attribute long memory,
            @Attribute Optional<String> unit, @Attribute Optional<String> memAccess,
            @Attribute Optional<Boolean> discard, Optional<Distances> distances, Rest rest) {
        public static Cell of(int id, CpuSet vcpus, long memoryKib) {
            return new Cell(OptionalInt.of(id), Optional.of(vcpus), memoryKib, Optional.of("KiB"), Optional.empty(),
                    Optional.empty(), Optional.empty(), Rest.NONE);
        }

        /** The amount in KiB, rounded up as libvirt does; empty where the unit is unknown or the amount absurd. */
        public OptionalLong memoryKib() {
            return MemoryUnit.kib(memory, unit);
        }
    }

    /** How far the other cells are. */
    public record Distances(@Element("sibling") List<Sibling> siblings, Rest rest) {
        public Distances {
            siblings = List.copyOf(siblings);
        }

        public Distances(List<Sibling> siblings) {
            this(siblings, Rest.NONE);
        }
    }

    /** The distance to one cell, 10 to itself. */
    public record Sibling(@Attribute int id, @Attribute int value, Rest rest) {
        public Sibling(int id, int value) {
            this(id, value, Rest.NONE);
        }
    }
}
