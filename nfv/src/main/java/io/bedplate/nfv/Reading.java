package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.extraspecs.KeyCatalogue;
import io.bedplate.nfv.extraspecs.KeyVerdict;
import io.bedplate.nfv.extraspecs.Literals;

/** One request while it is read: what flavor and image say, and what was found wrong so far. */
final class Reading {
    final Flavor flavor;
    private final SortedMap<String, String> specs;
    private final SortedMap<String, String> properties;
    private final List<InvalidReason> reasons = new ArrayList<>(0);

    Reading(Flavor flavor, ImageProperties image) {
        this.flavor = flavor;
        this.specs = flavor.extraSpecs().values();
        this.properties = image.values();
    }

    /** Compares every key and value with the catalogue. */
    void check() {
        specs.forEach((name, value) -> check(KeyCatalogue.flavor(), name, value));
        properties.forEach((name, value) -> check(KeyCatalogue.image(), name, value));
    }

    private void check(KeyCatalogue catalogue, String name, String value) {
        switch (catalogue.check(name, value)) {
            case KeyVerdict.Known _,KeyVerdict.Foreign _ -> {
            }
            case KeyVerdict.Unknown(_, var nearest) -> refuse(RequestRule.UNKNOWN_KEY, List.of(name),
                    nearest.orElse("a key that bedplate extra-specs list names"), "no such key");
            case KeyVerdict.BadValue(_, String wanted, _) -> refuse(RequestRule.BAD_VALUE, List.of(name), wanted,
                    "\"%s\"".formatted(value));
        }
    }

    void refuse(RequestRule rule, List<String> keys, String wanted, String found) {
        reasons.add(new InvalidReason(rule, keys, wanted, found));
    }

    void refuse(RequestRule rule, Twin twin, String wanted, String found) {
        refuse(rule, List.of(twin.flavor, twin.image), wanted, found);
    }

    boolean isRefused() {
        return !reasons.isEmpty();
    }

    List<InvalidReason> reasons() {
        return reasons;
    }

    @Nullable
    String flavor(String name) {
        return specs.get(name);
    }

    @Nullable
    String flavor(Twin twin) {
        return specs.get(twin.flavor);
    }

    @Nullable
    String image(Twin twin) {
        return properties.get(twin.image);
    }

    /** The flavor's word, else the image's. */
    @Nullable
    String either(Twin twin) {
        String word = flavor(twin);
        return word == null ? image(twin) : word;
    }

    OptionalInt flavorNumber(Twin twin) {
        return number(flavor(twin));
    }

    OptionalInt imageNumber(Twin twin) {
        return number(image(twin));
    }

    private static OptionalInt number(@Nullable String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Math.clamp(number(text, 0), 0, Integer.MAX_VALUE));
    }

    /** The whole number in checked text. */
    static long number(String text, long otherwise) {
        return Literals.whole(text).orElse(otherwise);
    }

    /** The yes or no in checked text; nothing said is no. */
    static boolean isYes(@Nullable String text) {
        return text != null && Literals.flag(text).orElse(false);
    }

    SortedMap<String, String> flavorsWithPrefix(String prefix) {
        return withPrefix(specs, prefix);
    }

    SortedMap<String, String> imagesWithPrefix(String prefix) {
        return withPrefix(properties, prefix);
    }

    // Text order puts everything with the prefix right behind it.
    private static SortedMap<String, String> withPrefix(SortedMap<String, String> map, String prefix) {
        int last = prefix.length() - 1;
        return map.subMap(prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
    }

    /** {@code dedicated in the flavor, shared in the image}. */
    String found(Twin twin) {
        String inFlavor = flavor(twin);
        String inImage = image(twin);
        return "%s in the flavor, %s in the image".formatted(inFlavor == null ? "nothing" : inFlavor,
                inImage == null ? "nothing" : inImage);
    }

}
