package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A source of entropy. */
@Element("rng")
public record Rng(@Attribute String model, Optional<VirtioDriver> driver, Optional<Rate> rate,
        Optional<Backend> backend, Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    /** From a device file of the host. */
    public static Rng random(String path) {
        var backend = new Backend("random", Optional.empty(), Optional.of(path), List.of(), Optional.empty(),
                Rest.NONE);
        return new Rng("virtio", Optional.empty(), Optional.empty(), Optional.of(backend), Optional.empty(),
                Optional.empty(), Rest.NONE);
    }

    /** How much it gives in {@code period} milliseconds. */
    public record Rate(@Attribute int bytes, @Attribute OptionalInt period, Rest rest) {}

    /** Where it comes from. */
    public record Backend(@Attribute String model, @Attribute Optional<String> type, @Text Optional<String> path,
            @Element("source") List<CharSource> sources, Optional<CharProtocol> protocol, Rest rest) {
        public Backend {
            sources = List.copyOf(sources);
        }
    }
}
