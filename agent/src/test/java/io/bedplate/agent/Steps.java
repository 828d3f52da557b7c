package io.bedplate.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.bedplate.virt.LaunchGate;

/**
 * Counts every call of what it is laid around, abilities and gates handed through included, and lets the world of the
 * caller end at one of them. Once ended, no call gets through any more.
 */
public final class Steps {
    private final int last;
    private final Moment moment;
    private final Supplier<? extends Error> end;
    private int taken;
    private boolean ended;

    /** Where at a step the end comes. */
    public enum Moment {
        BEFORE, AFTER
    }

    private Steps(int last, Moment moment, Supplier<? extends Error> end) {
        this.last = last;
        this.moment = moment;
        this.end = end;
    }

    /**
     * Ends at a step.
     *
     * @param last 1 is the first
     * @param end  what it does to the caller: it throws, or never returns
     */
    public static Steps endingAt(int last, Moment moment, Supplier<? extends Error> end) {
        return new Steps(last, moment, end);
    }

    /** Whether there was such a step. */
    public boolean ended() {
        return ended;
    }

    /** One step that is nobody's call. */
    public void pass() {
        step(() -> true);
    }

    /** The same object with its calls counted. */
    public <T> T around(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> step(() -> invoke(target, method, arguments))));
    }

    private <T> T step(Supplier<T> work) {
        taken++;
        boolean here = taken == last;
        if (ended || (here && moment == Moment.BEFORE)) {
            throw over();
        }
        var result = work.get();
        if (here) {
            throw over();
        }
        return result;
    }

    private Error over() {
        ended = true;
        return end.get();
    }

    // The interfaces throw nothing checked.
    private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) {
        try {
            var result = method.invoke(target, arguments == null ? null : counted(arguments));
            return result instanceof Optional<?> ability ? ability.map(found -> counted(method, found)) : result;
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new AssertionError(e);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Object[] counted(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof LaunchGate gate ? around(LaunchGate.class, gate) : argument)
                .toArray();
    }

    /** An ability of a driver is an interface; what else is optional there is a record. */
    private Object counted(Method method, Object found) {
        var type = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        return type instanceof Class<?> ability && ability.isInterface() ? aroundAny(ability, found) : found;
    }

    private <T> T aroundAny(Class<T> ability, Object found) {
        return around(ability, ability.cast(found));
    }
}
