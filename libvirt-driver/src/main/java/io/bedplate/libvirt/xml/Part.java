package io.bedplate.libvirt.xml;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * One component of a record and what it stands for in the document.
 *
 * @param key  the component's name
 * @param name of the attribute or child
 */
record Part(String key, String name, Holder holder, Content content) {

    /** What a component stands for. */
    sealed interface Content {
        record InAttribute(Form form) implements Content {}

        record InText(Form form) implements Content {}

        /** A child that holds one simple value as text. */
        record InChild(Form form) implements Content {}

        /** A child whose presence is all. */
        record Flag() implements Content {}

        /** Children that are records of one kind. */
        record Nested(Shape shape) implements Content {}

        /** Children of several kinds, in the document's order. */
        record Several(Kinds kinds) implements Content {}
    }

    static Part of(RecordComponent component, Map<Class<?>, Shape> known) {
        var holder = Holder.of(component.getType());
        return new Part(component.getName(), name(component), holder,
                content(component, held(component.getGenericType(), holder), known));
    }

    private static String name(RecordComponent component) {
        var attribute = component.getAnnotation(Attribute.class);
        var element = component.getAnnotation(Element.class);
        var given = attribute != null ? attribute.value() : element != null ? element.value() : "";
        return given.isEmpty() ? component.getName() : given;
    }

    private static Class<?> held(Type type, Holder holder) {
        return switch (holder) {
            case INT -> Integer.class;
            case LONG -> Long.class;
            case OPTIONAL, LIST -> (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
            case ALWAYS -> MethodType.methodType((Class<?>) type).wrap().returnType();
        };
    }

    private static Content content(RecordComponent component, Class<?> held, Map<Class<?>, Shape> known) {
        if (component.isAnnotationPresent(Attribute.class)) {
            return new Content.InAttribute(Form.of(held));
        }
        if (component.isAnnotationPresent(Text.class)) {
            return new Content.InText(Form.of(held));
        }
        if (held.isRecord()) {
            return new Content.Nested(Shape.of(held, known));
        }
        if (held.isSealed()) {
            return new Content.Several(Kinds.of(held, known));
        }
        return component.getType() == boolean.class ? new Content.Flag() : new Content.InChild(Form.of(held));
    }
}
