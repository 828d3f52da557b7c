package io.bedplate.nfv.extraspecs;

import java.util.List;
import java.util.Optional;

/** The words in which the tables of keys are written. */
final class Keys {
    private Keys() {}

    /** A flavor key whose image property has the same name with an underscore for the colon. */
    static KnownKey both(String name, ValueType value, String meaning) {
        return twinned(new KeyForm.Fixed(name), value, name.replace(':', '_'), Origin.NOVA, meaning);
    }

    /** A key of a flavor, or one of an image, that the other does not have. */
    static KnownKey alone(String name, ValueType value, String meaning) {
        return alone(new KeyForm.Fixed(name), value, meaning);
    }

    static KnownKey alone(KeyForm form, ValueType value, String meaning) {
        return new KnownKey(form, value, Optional.empty(), List.of(), Origin.NOVA, meaning);
    }

    static KnownKey twinned(KeyForm form, ValueType value, String imageProperty, Origin origin, String meaning) {
        return new KnownKey(form, value, Optional.of(imageProperty), List.of(), origin, meaning);
    }

    /** A key that Nova does not have. */
    static KnownKey added(KeyForm form, ValueType value, Origin origin, String meaning) {
        return new KnownKey(form, value, Optional.empty(), List.of(), origin, meaning);
    }

    /** An image property that older images call {@code alias}. */
    static KnownKey renamed(String name, String alias, ValueType value, String meaning) {
        return new KnownKey(new KeyForm.Fixed(name), value, Optional.empty(), List.of(alias), Origin.NOVA, meaning);
    }

    static ValueType words(String... words) {
        return new ValueType.Word(List.of(words));
    }

    static ValueType flag() {
        return new ValueType.Flag();
    }

    static ValueType whole() {
        return new ValueType.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static ValueType atLeast(long min) {
        return new ValueType.Whole(min, Long.MAX_VALUE);
    }

    static ValueType between(long min, long max) {
        return new ValueType.Whole(min, max);
    }

    static ValueType text() {
        return text(TextShape.ANY);
    }

    static ValueType text(TextShape shape) {
        return new ValueType.Text(shape);
    }
}
