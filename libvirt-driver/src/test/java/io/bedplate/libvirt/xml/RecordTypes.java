package io.bedplate.libvirt.xml;

import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which kinds of records a record may hold. */
final class RecordTypes {
    private RecordTypes() {}

    static Set<Class<?>> in(Class<?> type, Set<Class<?>> without) {
        var found = new HashSet<Class<?>>();
        collect(type, found);
        found.removeAll(without);
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(member -> collect(member, found));
        } else if (type.isRecord() && !Rest.class.equals(type) && !XmlElement.class.equals(type) && found.add(type)) {
            Arrays.stream(type.getRecordComponents()).flatMap(part -> part
                    .getGenericType() instanceof ParameterizedType generic
                            ? Stream.of((Class<?>) generic.getActualTypeArguments()[0])
                            : Stream.of(part.getType()))
                    .forEach(held -> collect(held, found));
        }
    }
}
