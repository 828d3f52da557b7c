package io.bedplate.libvirt.jna;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/** libvirt's functions as one connection calls them: the one place through which calls go, timed and watched. */
record Natives(LibvirtApi domains, DefinitionApi documents, PowerApi power, PlugApi plugs, CopyApi copies,
        PlacementApi places, FilterApi filters, GrowApi growth, MoveApi moves, StatsApi stats) {

    static Natives of(CallWatch watch, CallTimes times) {
        var room = new Room(watch, times);
        return new Natives(room.api(LibvirtApi.class, LibvirtApi.INSTANCE),
                room.api(DefinitionApi.class, DefinitionApi.INSTANCE), room.api(PowerApi.class, PowerApi.INSTANCE),
                room.api(PlugApi.class, PlugApi.INSTANCE), room.api(CopyApi.class, CopyApi.INSTANCE),
                room.api(PlacementApi.class, PlacementApi.INSTANCE), room.api(FilterApi.class, FilterApi.INSTANCE),
                room.api(GrowApi.class, GrowApi.INSTANCE), room.api(MoveApi.class, MoveApi.INSTANCE),
                room.api(StatsApi.class, StatsApi.INSTANCE));
    }

    private record Room(CallWatch watch, CallTimes times) {
        <T> T api(Class<T> api, T real) {
            return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[]{api},
                    (_, method, arguments) -> call(real, method, arguments)));
        }

        private @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            watch.before(method.getName());
            long start = System.nanoTime();
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                times.add(method.getName(), System.nanoTime() - start);
                watch.after(method.getName());
            }
        }
    }
}
