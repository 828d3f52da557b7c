package io.bedplate.libvirt.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.bedplate.libvirt.xml.Part.Content;

/** Changes records of some kinds wherever they are within another. */
final class Rewriter {
    private static final Map<Class<?>, Shape> SHAPES = shapes();

    private final UnaryOperator<Record> rule;

    private Rewriter(UnaryOperator<Record> rule) {
        this.rule = rule;
    }

    private static Map<Class<?>, Shape> shapes() {
        var shapes = new HashMap<Class<?>, Shape>();
        Shape.of(Domain.class, shapes);
        return Map.copyOf(shapes);
    }

    /** The same with {@code rule} applied to every record, inner ones first. */
    static Record rewritten(Record record, UnaryOperator<Record> rule) {
        return new Rewriter(rule).record(record);
    }

    private Record record(Record record) {
        var shape = SHAPES.get(record.getClass());
        if (shape == null) {
            return record;
        }
        var components = shape.components(record);
        for (int i = 0; i < shape.parts().size(); i++) {
            components[i] = switch (shape.parts().get(i).content()) {
                case Content.Nested _,Content.Several _ -> inner(components[i]);
                case Content.InAttribute _,Content.InText _,Content.InChild _,Content.Flag _ -> components[i];
            };
        }
        return Objects.requireNonNull(rule.apply((Record) shape.create(components)));
    }

    private Object inner(Object component) {
        return switch (component) {
            case Optional<?> optional -> optional.map(value -> record((Record) value));
            case List<?> list -> list.stream().map(value -> record((Record) value)).toList();
            default -> record((Record) component);
        };
    }
}
