package io.bedplate.integration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.Journal;
import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.VirtDriver;

/**
 * Strikes before one of the steps that an agent takes: the driver's calls of libvirt, its making of disks and the writes
 * to the journal. It can let the agent die there: whatever the dead call stands still, until they are buried. Calls that change nothing are no
 * steps, for before and after them everything is the same.
 */
final class Cut implements CallWatch {
    private static final Pattern LOOKS = Pattern
            .compile("claims|made|tidy|vir(Domain(Get|Lookup|Has|AgentSet)|Connect|TypedParams"
                    + "|NWFilter(Define|Free|Binding(Lookup|Get|Free))).*");
    private static final long LOOK_NANOS = 5_000_000;

    private final ObjIntPredicate at;
    private final Consumer<Cut> strike;
    private volatile boolean struck;
    private volatile boolean dead;
    private volatile boolean buried;
    private final List<Step> taken = new ArrayList<>();

    /**
     * One step.
     *
     * @param name libvirt's function, or the method of journal or disk maker
     * @param runs whether the guest had a process then
     */
    record Step(String name, boolean runs) {
        boolean isLibvirts() {
            return name.startsWith("vir");
        }
    }

    /** Whoever was buried does no more. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Strikes before that step, of which 1 is the first; 0 = before none. */
    Cut(int step, Consumer<Cut> strike) {
        this((_, number) -> number == step, strike);
    }

    /** Strikes before the first step for which this holds: of that name, and the so-manieth of all. */
    Cut(ObjIntPredicate at, Consumer<Cut> strike) {
        this.at = at;
        this.strike = strike;
    }

    /** Chooses a step by its name and number. */
    interface ObjIntPredicate {
        boolean test(String name, int number);
    }

    @Override
    public void before(String called) {
        standStill();
        if (!LOOKS.matcher(called).matches() && at.test(called, take(called)) && !struck) {
            strike.accept(this);
            struck = true;
            standStill();
        }
    }

    private synchronized int take(String called) {
        taken.add(new Step(called, RealHost.process(CutOffScene.VNF).isPresent()));
        return taken.size();
    }

    /** The same journal, with its calls as steps. */
    Journal around(Journal journal) {
        return around(Journal.class, journal);
    }

    /** The same driver, with the making of disks as steps: libvirt has no part in it. */
    VirtDriver around(VirtDriver driver) {
        return proxy(VirtDriver.class, (method, arguments) -> method.getName().equals("diskMaking")
                ? driver.diskMaking().map(making -> around(DiskMaking.class, making))
                : method.invoke(driver, arguments));
    }

    private <T> T around(Class<T> type, T target) {
        return proxy(type, (method, arguments) -> {
            before(method.getName());
            return method.invoke(target, arguments);
        });
    }

    private interface Call {
        @Nullable
        Object of(Method method, @Nullable Object @Nullable [] arguments)
                throws IllegalAccessException, InvocationTargetException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** From now on the agent is dead. */
    void die() {
        dead = true;
    }

    private void standStill() {
        if (dead) {
            while (!buried) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            throw new Dead();
        }
    }

    /** Waits until the agent has died or has come to an end. */
    void await(Thread agent) {
        RealHost.await("the operation to be cut off or to end", () -> dead || !agent.isAlive());
    }

    /** Lets the dead go, and waits until they are gone. */
    void bury(Thread agent) {
        buried = true;
        RealHost.await("the dead to go", () -> !agent.isAlive());
    }

    /** Whether there was such a step. */
    boolean hasStruck() {
        return struck;
    }

    /** What was done, or begun. */
    synchronized List<Step> taken() {
        return List.copyOf(taken);
    }
}
