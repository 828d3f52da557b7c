package io.bedplate.libvirt.xml;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a record and its element belong together: one {@link Part} per component, in the order in which both are written
 * and read. The last component is the {@link Rest}.
 */
final class Shape {
    private final Class<?> type;
    private final MethodHandle constructor;
    private final MethodHandle components;
    private final List<Part> parts = new ArrayList<>();

    private Shape(Class<?> type) {
        this.type = type;
        constructor = constructor(type);
        components = components(type);
    }

    /** The shape of a record and of all records in it; they may hold themselves. */
    static Shape of(Class<?> record, Map<Class<?>, Shape> known) {
        var shape = known.get(record);
        if (shape == null) {
            shape = new Shape(record);
            known.put(record, shape);
            var components = record.getRecordComponents();
            for (int i = 0; i < components.length - 1; i++) {
                shape.parts.add(Part.of(components[i], known));
            }
        }
        return shape;
    }

    private static MethodHandle constructor(Class<?> type) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return MethodHandles.lookup().findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    // One call that reads all, instead of one per component, is what keeps writing cheap.
    private static MethodHandle components(Class<?> type) {
        var components = type.getRecordComponents();
        var getters = new MethodHandle[components.length];
        try {
            for (int i = 0; i < getters.length; i++) {
                getters[i] = MethodHandles.lookup().unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Record.class));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type + " cannot be read", e);
        }
        var array = MethodHandles.identity(Object[].class).asCollector(Object[].class, getters.length);
        return MethodHandles.permuteArguments(MethodHandles.filterArguments(array, 0, getters),
                MethodType.methodType(Object[].class, Record.class), new int[getters.length]);
    }

    /** All components, the rest last. */
    Object[] components(Record record) {
        try {
            return (Object[]) components.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be read", e);
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** The record of these components, the rest last. */
    Object create(@Nullable Object[] components) {
        try {
            return constructor.invokeExact(components);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
