package io.bedplate.libvirt.xml;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Walks and changes trees of records without knowing them. */
final class Records {
    private Records() {}

    /** All records of a tree but what belongs to a {@link Rest}. */
    static Stream<Record> of(Object tree) {
        return switch (tree) {
            case Rest _,XmlElement _ -> Stream.empty();
            case Optional<?> optional -> optional.stream().flatMap(Records::of);
            case List<?> list -> list.stream().flatMap(Records::of);
            case Record record -> Stream.concat(Stream.of(record),
                    components(record).stream().map(component -> value(record, component)).flatMap(Records::of));
            default -> Stream.empty();
        };
    }

    static List<RecordComponent> components(Record record) {
        return Arrays.asList(record.getClass().getRecordComponents());
    }

    static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isThere(Object value) {
        return !List.of(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of(), false).contains(value);
    }

    /** The same without some of what it may lack, each with probability 1 in {@code oneIn}. */
    static Object pruned(Object tree, RandomGenerator random, int oneIn) {
        return switch (tree) {
            case Rest rest -> rest;
            case XmlElement element -> element;
            case Optional<?> optional -> keep(random, oneIn)
                    ? optional.map(value -> pruned(value, random, oneIn))
                    : Optional.empty();
            case OptionalInt number -> keep(random, oneIn) ? number : OptionalInt.empty();
            case OptionalLong number -> keep(random, oneIn) ? number : OptionalLong.empty();
            case Boolean flag -> keep(random, oneIn) ? flag : Boolean.FALSE;
            case List<?> list -> list.stream().filter(_ -> keep(random, oneIn))
                    .map(item -> pruned(item, random, oneIn)).toList();
            case Record record when record.getClass().getPackage() == Domain.class.getPackage() -> made(
                    record.getClass(), components(record).stream()
                            .map(component -> pruned(value(record, component), random, oneIn)).toArray());
            default -> tree;
        };
    }

    /** The same without what the records do not know, but for the metadata. */
    static Object bare(Object tree) {
        return switch (tree) {
            case Rest _ -> Rest.NONE;
            case Optional<?> optional -> optional.map(Records::bare);
            case List<?> list -> list.stream().map(Records::bare).toList();
            case Metadata _,XmlElement _ -> tree;
            case Record record when record.getClass().getPackage() == Domain.class.getPackage() -> made(
                    record.getClass(), components(record).stream().map(part -> bare(value(record, part))).toArray());
            default -> tree;
        };
    }

    /** The same without its own rest; inner records keep theirs. */
    static Record withoutRest(Record record) {
        return made(record.getClass(), components(record).stream().map(part -> value(record, part))
                .map(value -> value instanceof Rest ? Rest.NONE : value).toArray());
    }

    private static boolean keep(RandomGenerator random, int oneIn) {
        return random.nextInt(oneIn) > 0;
    }

    static Record made(Class<?> type, Object[] components) {
        var types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return (Record) constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }
}
