package io.bedplate.libvirt.xml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The records of a sealed interface by the names of their elements.
 *
 * @param unknown makes the record of an element that is none of them; null where such are left to the {@link Rest}
 */
record Kinds(Map<String, Shape> byName, Map<Class<?>, String> names, @Nullable Function<XmlElement, Object> unknown) {

    static Kinds of(Class<?> family, Map<Class<?>, Shape> known) {
        var byName = new HashMap<String, Shape>();
        var names = new HashMap<Class<?>, String>();
        members(family).filter(member -> member.isAnnotationPresent(Element.class)).forEach(member -> {
            var name = Objects.requireNonNull(member.getAnnotation(Element.class)).value();
            byName.put(name, Shape.of(member, known));
            names.put(member, name);
        });
        return new Kinds(byName, names, family == Device.class ? Device.Unknown::new : null);
    }

    private static Stream<Class<?>> members(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Kinds::members) : Stream.of(type);
    }

    /** The element's record; null where it is none of the kinds. */
    @Nullable
    Object read(XmlElement element) {
        var shape = element.namespace().isEmpty() ? byName.get(element.name()) : null;
        var record = shape == null ? null : ElementReader.read(shape, element);
        return record == null && unknown != null ? unknown.apply(element) : record;
    }

    XmlElement write(Object record) {
        if (record instanceof Device.Unknown(var element)) {
            return element;
        }
        var name = Objects.requireNonNull(names.get(record.getClass()));
        return ElementWriter.write(Objects.requireNonNull(byName.get(name)), name, (Record) record);
    }
}
