package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/** How often a component's value is there. */
enum Holder {
    ALWAYS, OPTIONAL, INT, LONG, LIST;

    static Holder of(Class<?> type) {
        if (type == Optional.class) {
            return OPTIONAL;
        }
        if (type == OptionalInt.class) {
            return INT;
        }
        if (type == OptionalLong.class) {
            return LONG;
        }
        return type == List.class ? LIST : ALWAYS;
    }

    @Nullable
    Object unwrapped(Object component) {
        return switch (this) {
            case ALWAYS, LIST -> component;
            case OPTIONAL -> ((Optional<?>) component).orElse(null);
            case INT -> ((OptionalInt) component).isPresent() ? ((OptionalInt) component).getAsInt() : null;
            case LONG -> ((OptionalLong) component).isPresent() ? ((OptionalLong) component).getAsLong() : null;
        };
    }

    /** The component; null where there is no value and must be one. */
    @Nullable
    Object wrapped(@Nullable Object value) {
        return switch (this) {
            case ALWAYS -> value;
            case OPTIONAL -> Optional.ofNullable(value);
            case INT -> value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
            case LONG -> value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
            case LIST -> value == null ? List.of() : value;
        };
    }
}
