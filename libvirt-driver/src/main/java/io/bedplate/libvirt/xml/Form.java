package io.bedplate.libvirt.xml;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;

/** How values of one type are written. */
final class Form {
    private static final Map<Class<?>, Form> KNOWN = Map.of(String.class, new Form(text -> text, Object::toString),
            Integer.class, new Form(text -> Integer.valueOf(text.strip()), Object::toString), Long.class,
            new Form(text -> Long.valueOf(text.strip()), Object::toString), Boolean.class,
            words(Map.of("yes", true, "no", false)), CpuSet.class, new Form(Form::cpus, Object::toString), UUID.class,
            new Form(UUID::fromString, Object::toString));

    private final Function<String, @Nullable Object> parser;
    private final Function<Object, String> printer;

    private Form(Function<String, @Nullable Object> parser, Function<Object, String> printer) {
        this.parser = parser;
        this.printer = printer;
    }

    static Form of(Class<?> type) {
        var known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        var words = new TreeMap<String, Object>();
        Stream.of(type.getEnumConstants())
                .forEach(value -> words.put(value.toString().toLowerCase(Locale.ROOT), value));
        return words(words);
    }

    private static Form words(Map<String, ?> byWord) {
        var ofValue = byWord.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return new Form(byWord::get, value -> Objects.requireNonNull(ofValue.get(value)));
    }

    // Libvirt takes members away again with ^, the kernel does not; parts are read from left to right.
    private static CpuSet cpus(String list) {
        if (list.isBlank()) {
            throw new IllegalArgumentException("no CPUs");
        }
        var cpus = CpuSet.empty();
        for (var part : list.split(",", -1)) {
            var member = part.strip();
            cpus = member.startsWith("^")
                    ? cpus.minus(CpuSet.parse(member.substring(1)))
                    : cpus.or(CpuSet.parse(member));
        }
        return cpus;
    }

    /** The value; null where the text makes no sense. */
    @Nullable
    Object parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    String print(Object value) {
        return printer.apply(value);
    }

    /** As it was spelled if that still says the same. */
    String print(Object value, @Nullable String spelling) {
        return spelling != null && value.equals(parse(spelling)) ? spelling : print(value);
    }
}
