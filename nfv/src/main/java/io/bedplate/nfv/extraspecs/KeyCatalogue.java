package io.bedplate.nfv.extraspecs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Every key of flavors, or every property of images, and the rule which of them may stand there. A flavor's namespaces
 * are closed: an unknown key in a known namespace is refused, as by Nova's API from microversion 2.86 on. Anything may
 * stand in an image, but a known property must have a fitting value.
 */
public final class KeyCatalogue {
    private static final KeyVerdict FOREIGN = new KeyVerdict.Foreign();
    private static final String NUMBER = "{N}";

    private static final KeyCatalogue FLAVOR = new KeyCatalogue(flavorKeys(), true);
    private static final KeyCatalogue IMAGE = new KeyCatalogue(imageKeys(), false);

    private final List<KnownKey> keys;
    private final boolean closed;
    private final Map<String, KeyVerdict.Known> fixed = new HashMap<>();
    private final List<KeyVerdict.Known> varying = new ArrayList<>();
    private final Set<String> namespaces = new HashSet<>();

    private KeyCatalogue(List<KnownKey> keys, boolean closed) {
        this.keys = List.copyOf(keys);
        this.closed = closed;
        keys.forEach(this::index);
    }

    public static KeyCatalogue flavor() {
        return FLAVOR;
    }

    public static KeyCatalogue image() {
        return IMAGE;
    }

    /** Image properties that no flavor key has as its twin. */
    public static List<KnownKey> imageOnlyKeys() {
        return ImageKeys.ALL;
    }

    private static List<KnownKey> flavorKeys() {
        return Stream.of(CpuKeys.ALL, DeviceKeys.ALL, SchedulingKeys.ALL, QuotaKeys.ALL).flatMap(List::stream).toList();
    }

    private static List<KnownKey> imageKeys() {
        return Stream.concat(flavorKeys().stream().flatMap(key -> twin(key).stream()), ImageKeys.ALL.stream()).toList();
    }

    private static Optional<KnownKey> twin(KnownKey key) {
        return key.imageProperty().map(name -> Keys.alone(form(name), key.value(), key.meaning()));
    }

    private static KeyForm form(String template) {
        return template.endsWith(NUMBER)
                ? new KeyForm.Numbered(template.substring(0, template.length() - NUMBER.length()))
                : new KeyForm.Fixed(template);
    }

    private void index(KnownKey key) {
        var known = new KeyVerdict.Known(key);
        switch (key.form()) {
            case KeyForm.Fixed(String name) -> {
                fixed.put(name, known);
                key.aliases().forEach(alias -> fixed.put(alias, known));
            }
            case KeyForm.Numbered _,KeyForm.Grouped _,KeyForm.Open _,KeyForm.Listed _ -> varying.add(known);
        }
        int colon = key.name().indexOf(':');
        if (colon > 0) {
            namespaces.add(key.name().substring(0, colon));
        }
    }

    /** In the order of documentation: by topic. */
    public List<KnownKey> keys() {
        return keys;
    }

    public Optional<KnownKey> find(String name) {
        return Optional.ofNullable(known(name)).map(KeyVerdict.Known::key);
    }

    private KeyVerdict.@Nullable Known known(String name) {
        var known = fixed.get(name);
        if (known != null) {
            return known;
        }
        for (var candidate : varying) {
            if (candidate.key().form().matches(name)) {
                return candidate;
            }
        }
        return null;
    }

    public KeyVerdict check(String name, String value) {
        var known = known(name);
        if (known == null) {
            return closed && isOurs(name) ? new KeyVerdict.Unknown(name, nearest(name)) : FOREIGN;
        }
        var type = known.key().value();
        return type.accepts(value) ? known : new KeyVerdict.BadValue(name, type.wanted(), value);
    }

    private boolean isOurs(String name) {
        int colon = name.indexOf(':');
        return colon >= 0 && owns(name.substring(0, colon));
    }

    private boolean owns(String namespace) {
        return namespaces.contains(namespace) || varying.stream()
                .anyMatch(v -> v.key().form() instanceof KeyForm.Grouped group && group.ownsNamespace(namespace));
    }

    private Optional<String> nearest(String name) {
        return NearestName.of(name, keys.stream().flatMap(key -> key.form().candidates(name)).toList());
    }
}
