package io.bedplate.integration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Repinning;

/** Strikes before one of the calls to what it is laid around; looks of a gate, orders to repin and to make disks are calls, too. */
final class Fault {
    private final int step;
    private final Runnable strike;
    private int taken;
    private volatile boolean struck;

    Fault(int step, Runnable strike) {
        this.step = step;
        this.strike = strike;
    }

    /** Whether there was such a step. */
    boolean struck() {
        return struck;
    }

    <T> T around(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> call(target, method, arguments)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        taken++;
        if (taken == step) {
            struck = true;
            strike.run();
        }
        try {
            var result = method.invoke(target, arguments == null ? null : counted(arguments));
            return switch (method.getName()) {
                case "repinning" -> counted(Repinning.class, (Optional<?>) result);
                case "diskMaking" -> counted(DiskMaking.class, (Optional<?>) result);
                default -> result;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object[] counted(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof LaunchGate gate ? around(LaunchGate.class, gate) : argument)
                .toArray();
    }

    private <T> Optional<T> counted(Class<T> type, Optional<?> ability) {
        return ability.map(type::cast).map(real -> around(type, real));
    }
}
