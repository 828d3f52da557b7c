package io.bedplate.nfv.extraspecs;

import java.util.List;
import java.util.Optional;

/**
 * One documented key.
 *
 * @param imageProperty template of the image property that says the same and takes the same values, for a flavor key
 * @param aliases       older names of an image property
 * @param meaning       one sentence or two
 */
public record KnownKey(KeyForm form, ValueType value, Optional<String> imageProperty, List<String> aliases,
        Origin origin, String meaning) {
    public KnownKey {
        aliases = List.copyOf(aliases);
    }

    /** The name, varying parts in braces. */
    public String name() {
        return form.template();
    }
}
