package io.bedplate.libvirt.xml;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A builder makes the record it was told to, from nothing and from another one. */
final class BuilderTests {
    private static Object component(Record record, String name) {
        return Records.components(record).stream().filter(part -> part.getName().equals(name))
                .map(part -> Records.value(record, part)).findFirst().orElseThrow();
    }

    /** What a setter takes; empty where there is nothing to set. */
    private static Optional<Object> plain(Object component) {
        return switch (component) {
            case Optional<?> optional -> optional.map(value -> value);
            case OptionalInt number -> number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
            case OptionalLong number -> number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
            default -> Optional.of(component);
        };
    }

    private static Object builder(Class<?> type, Record record) throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (!List.of(constructor.getParameterTypes()).contains(record.getClass())) {
                return constructor.newInstance(Arrays.stream(constructor.getParameters()).map(Parameter::getName)
                        .map(name -> component(record, name)).toArray());
            }
        }
        throw new IllegalArgumentException(type.toString());
    }

    @ParameterizedTest
    @ValueSource(classes = {Domain.class, Cpu.class, CpuTune.class, Os.class, Features.class, Disk.class,
            DiskDriver.class, DiskSource.class, Interface.class, InterfaceSource.class, InterfaceDriver.class,
            Controller.class, Graphics.class})
    void buildsEveryRecordOfTheCorpus(Class<?> type) throws ReflectiveOperationException {
        var builderType = Class.forName(type.getName() + "Builder");
        var records = Corpus.domains().stream().flatMap(Records::of).filter(type::isInstance).toList();
        assertThat(records).isNotEmpty();
        for (var record : records) {
            var copy = builderType.getConstructor(type).newInstance(record);
            assertThat(builderType.getMethod("build").invoke(copy)).isEqualTo(record);
            var built = builder(builderType, record);
            for (var setter : builderType.getMethods()) {
                if (setter.getReturnType() == builderType) {
                    var value = plain(component(record, setter.getName()));
                    if (value.isPresent()) {
                        setter.invoke(built, value.get());
                    }
                }
            }
            assertThat(Records.withoutRest((Record) builderType.getMethod("build").invoke(built)))
                    .isEqualTo(Records.withoutRest(record));
        }
    }
}
