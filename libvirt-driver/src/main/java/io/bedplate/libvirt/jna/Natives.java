package io.bedplate.libvirt.jna;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/** libvirt's functions as one connection calls them: JNA's own, or each call watched. */
record Natives(LibvirtApi domains, DefinitionApi documents, PowerApi power, PlugApi plugs, CopyApi copies,
        PlacementApi places, FilterApi filters, GrowApi growth, MoveApi moves) {

    static Natives of(CallWatch watch) {
        return new Natives(watched(LibvirtApi.class, LibvirtApi.INSTANCE, watch),
                watched(DefinitionApi.class, DefinitionApi.INSTANCE, watch),
                watched(PowerApi.class, PowerApi.INSTANCE, watch), watched(PlugApi.class, PlugApi.INSTANCE, watch),
                watched(CopyApi.class, CopyApi.INSTANCE, watch),
                watched(PlacementApi.class, PlacementApi.INSTANCE, watch),
                watched(FilterApi.class, FilterApi.INSTANCE, watch),
                watched(GrowApi.class, GrowApi.INSTANCE, watch), watched(MoveApi.class, MoveApi.INSTANCE, watch));
    }

    private static <T> T watched(Class<T> api, T real, CallWatch watch) {
        return watch.equals(CallWatch.NONE)
                ? real
                : api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[]{api},
                        (_, method, arguments) -> call(real, method, arguments, watch)));
    }

    private static @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments,
            CallWatch watch) throws Throwable {
        watch.before(method.getName());
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            watch.after(method.getName());
        }
    }
}
