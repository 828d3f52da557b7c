package io.bedplate.agent.proof;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

/** A difference field by field, named after the components of its record. */
final class DifferenceTree {
    private DifferenceTree() {}

    static Map<String, Object> of(Difference difference) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", snake(difference.getClass().getSimpleName()));
        for (var component : difference.getClass().getRecordComponents()) {
            put(tree, component, value(component, difference));
        }
        return tree;
    }

    private static Object value(RecordComponent component, Difference difference) {
        try {
            return component.getAccessor().invoke(difference);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("records of a public interface are readable", e);
        }
    }

    private static void put(Map<String, Object> tree, RecordComponent component, Object value) {
        String name = component.getName().equals("kind") ? "whose" : snake(component.getName());
        switch (value) {
            case CpuSet cpus -> tree.put(name, cpus.toArray());
            case PageSize size -> tree.put(name + "_kib", size.kib());
            case Duration time -> tree.put(name + "_ms", time.toMillis());
            case OptionalInt number -> number.ifPresent(present -> tree.put(name, present));
            case Number number -> tree.put(name, number);
            default -> tree.put(name, value.toString());
        }
    }

    /** {@code wantedKib} is {@code wanted_kib}. */
    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
