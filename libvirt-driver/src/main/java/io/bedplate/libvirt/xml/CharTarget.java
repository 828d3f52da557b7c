package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** The guest's side of a character device. */
public record CharTarget(@Attribute Optional<String> type, @Attribute OptionalInt port,
        @Attribute Optional<String> name, @Attribute Optional<String> state, @Attribute Optional<String> address,
        Optional<Model> model, Rest rest) {
    public static CharTarget port(int port) {
        return new CharTarget(Optional.empty(), OptionalInt.of(port), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Rest.NONE);
    }

    /** The device the guest sees. */
    public record Model(@Attribute String name, Rest rest) {
        public Model(String name) {
            this(name, Rest.NONE);
        }
    }
}
