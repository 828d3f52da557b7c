package io.bedplate.libvirt;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One guest has one caller at a time, and what could not be removed is remembered. */
final class GuestLocksTests {
    private static final InstanceId OTHER = InstanceId.parse("00000000-0000-0000-0000-000000000001");

    @Test
    void callsForOneGuestComeOneAfterAnotherAndOthersMeanwhile() throws Exception {
        var locks = new GuestLocks();
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var entered = new CountDownLatch(1);
            var leave = new CountDownLatch(1);
            var first = callers.submit(() -> locks.with(Specs.ID, () -> {
                entered.countDown();
                return await(leave);
            }));
            entered.await();
            var rest = IntStream.range(0, 50).mapToObj(_ -> callers.submit(() -> locks.with(Specs.ID, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                return inside.decrementAndGet();
            }))).toList();
            assertThat(locks.<String>with(OTHER, () -> "meanwhile")).isEqualTo("meanwhile");
            leave.countDown();
            assertThat(first.get()).isTrue();
            for (var one : rest) {
                one.get();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(locks.size()).isZero();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            return false;
        }
    }

    @Test
    void whatCouldNotBeRemovedIsRemovedLater() {
        var away = new AtomicInteger(2);
        var removed = new AtomicInteger();
        var leftovers = new Leftovers(_ -> {
            if (away.getAndDecrement() > 0) {
                throw new VirtDriverException(Kind.UNAVAILABLE, "away");
            }
            removed.incrementAndGet();
        });
        assertThatThrownBy(() -> leftovers.remove(Specs.ID)).hasMessage("away");
        leftovers.sweep(new GuestLocks());
        assertThat(removed).hasValue(0);
        leftovers.sweep(Specs.ID);
        leftovers.sweep(Specs.ID);
        leftovers.sweep(new GuestLocks());
        assertThat(removed).hasValue(1);
    }
}
