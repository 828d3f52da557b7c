package io.bedplate.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A value in a JSON document and the way to it, so that every complaint can name its place. */
public final class JsonCursor {
    private static final int LONGEST_QUOTE = 60;

    private final Root root;
    private final @Nullable JsonCursor parent;
    // The step from the parent; the path is put together for complaints only.
    private final String key;
    private final int index;
    private final JsonNode node;

    private record Root(JsonSource source, String text) {}

    private JsonCursor(Root root, @Nullable JsonCursor parent, String key, int index, JsonNode node) {
        this.root = root;
        this.parent = parent;
        this.key = key;
        this.index = index;
        this.node = node;
    }

    /** A whole document, and the text it was read from. */
    static JsonCursor root(JsonSource source, String text, JsonNode node) {
        return new JsonCursor(new Root(source, text), null, "", -1, node);
    }

    /** The value as an object. */
    public ObjectNode object() {
        if (!(node instanceof ObjectNode object)) {
            throw wrong("an object");
        }
        return object;
    }

    /** As in {@code pci_requests[0].count}; empty for the whole document. */
    private String path() {
        String above = parent == null ? "" : parent.path();
        if (index >= 0) {
            return above + "[" + index + "]";
        }
        return above.isEmpty() ? key : above + "." + key;
    }

    /** A key's value; empty where the key is absent or null. */
    public Optional<JsonCursor> field(String key) {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        var value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(at(key, value));
    }

    public JsonCursor required(String key) {
        return field(key).orElseThrow(() -> at(key, node).refused("wanted a value, found none"));
    }

    /** The elements of an array behind a key; none where the key is absent or null. */
    public List<JsonCursor> elements(String key) {
        return field(key).map(JsonCursor::elements).orElse(List.of());
    }

    public List<JsonCursor> elements() {
        if (!node.isArray()) {
            throw wrong("an array");
        }
        var elements = new ArrayList<JsonCursor>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonCursor(root, this, "", i, node.get(i)));
        }
        return elements;
    }

    /** The values of an object behind a key, in their order; none where the key is absent or null. */
    public Map<String, JsonCursor> entries(String key) {
        return field(key).map(JsonCursor::entries).orElse(Map.of());
    }

    public Map<String, JsonCursor> entries() {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        var entries = new LinkedHashMap<String, JsonCursor>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), at(entry.getKey(), entry.getValue())));
        return entries;
    }

    /** Refuses any key but these. */
    public void onlyKeys(Set<String> known) {
        for (String key : entries().keySet()) {
            if (!known.contains(key)) {
                throw at(key, node).refused("unknown key, wanted one of " + String.join(", ", known));
            }
        }
    }

    public int integer(int from, int to) {
        return (int) number(from, to);
    }

    /** A whole number; {@code 3.0} is one in JSON. */
    public long number(long from, long to) {
        boolean whole = node.isNumber() && node.canConvertToLong() && node.canConvertToExactIntegral();
        long value = whole ? node.asLong() : Long.MIN_VALUE;
        if (!whole || value < from || value > to) {
            throw wrong(to == Long.MAX_VALUE || to == Integer.MAX_VALUE
                    ? "a whole number from " + from
                    : "a whole number " + from + ".." + to);
        }
        return value;
    }

    /** A number above 0. */
    public double ratio() {
        double value = node.isNumber() ? node.asDouble() : 0;
        if (!(value > 0) || Double.isInfinite(value)) {
            throw wrong("a number above 0");
        }
        return value;
    }

    public String text() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.stringValue();
    }

    /** A text; a number or a boolean as it would be written in one, since many an API client forgets the quotes. */
    public String asText() {
        if (!node.isValueNode() || node.isNull()) {
            throw wrong("a text");
        }
        return node.asString();
    }

    public boolean flag() {
        if (!node.isBoolean()) {
            throw wrong("true or false");
        }
        return node.booleanValue();
    }

    /** An array of CPU numbers. */
    public CpuSet cpus() {
        return CpuSet.of(elements().stream().mapToInt(cpu -> cpu.integer(0, CpuSet.LIMIT - 1)).toArray());
    }

    /** A text that another reader understands; its complaint becomes ours. */
    public <T> T parsed(Function<String, T> reader) {
        String text = text();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** One of an enum's words, written small and with hyphens. */
    public <E extends Enum<E>> E word(Class<E> type) {
        String text = text();
        var words = new LinkedHashMap<String, E>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        var found = words.get(text);
        if (found == null) {
            throw wrong("one of " + String.join(", ", words.keySet()));
        }
        return found;
    }

    /** What is made of the parts here; the maker's complaint becomes ours. */
    public <T> T checked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** For the caller to throw: what stands here is not what was wanted. */
    public JsonInputException wrong(String wanted) {
        return wrong(wanted, quote());
    }

    /** The same where what was found is not the value but something about it. */
    public JsonInputException wrong(String wanted, String found) {
        return refused("wanted %s, found %s".formatted(wanted, found));
    }

    private String quote() {
        String text = node.isObject() ? "an object" : node.isArray() ? "an array" : node.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    private JsonInputException refused(String what) {
        var place = JsonPlaces.find(root.text, way());
        String where = path();
        return new JsonInputException("%s: %s%s".formatted(
                root.source.place(place.getLineNr(), place.getColumnNr()), where.isEmpty() ? "" : where + ": ", what));
    }

    private List<JsonPlaces.Step> way() {
        if (parent == null) {
            return List.of();
        }
        var way = new ArrayList<>(parent.way());
        way.add(new JsonPlaces.Step(key, index));
        return way;
    }

    private JsonCursor at(String key, JsonNode value) {
        return new JsonCursor(root, this, key, -1, value);
    }
}
