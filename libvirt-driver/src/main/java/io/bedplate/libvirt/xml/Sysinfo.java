package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** Tables that tell the guest what machine it is. */
public record Sysinfo(@Attribute String type, Optional<Block> bios, Optional<Block> system,
        @Element("baseBoard") List<Block> baseBoards, Optional<Block> chassis, Optional<Block> oemStrings,
        @Element("entry") List<Entry> entries, Rest rest) {
    public Sysinfo {
        baseBoards = List.copyOf(baseBoards);
        entries = List.copyOf(entries);
    }

    /** Entries of one table. */
    public record Block(@Element("entry") List<Entry> entries, Rest rest) {
        public Block {
            entries = List.copyOf(entries);
        }

        public Block(List<Entry> entries) {
            this(entries, Rest.NONE);
        }
    }

    /** One entry; those of {@code oemStrings} have no name. */
    public record Entry(@Attribute Optional<String> name, @Attribute Optional<String> file,
            @Text Optional<String> value, Rest rest) {}
}
