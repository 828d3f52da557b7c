package io.bedplate.libvirt.jna;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** The threads that call libvirt. */
final class LibvirtThreadsTests {
    private static final int CALLERS = 20;

    @Test
    void manyVirtualCallersShareFewPlatformThreads() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var virtual = new AtomicBoolean();
        var full = new CountDownLatch(LibvirtThreads.THREADS_PER_LANE);
        var go = new CountDownLatch(1);
        try (var threads = new LibvirtThreads(); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, CALLERS).mapToObj(i -> callers.submit(() -> threads.call(Lane.SLOW, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                virtual.compareAndSet(false, Thread.currentThread().isVirtual());
                full.countDown();
                go.await();
                inside.decrementAndGet();
                return i;
            }))).toList();
            assertThat(full.await(10, TimeUnit.SECONDS)).as("a full lane").isTrue();
            assertThat(threads.<String>call(Lane.QUICK, () -> "through")).isEqualTo("through");
            go.countDown();
            for (int i = 0; i < CALLERS; i++) {
                assertThat(calls.get(i).get()).isEqualTo(i);
            }
        }
        assertThat(most).hasValue(LibvirtThreads.THREADS_PER_LANE);
        assertThat(virtual).isFalse();
    }

    @Test
    void failureOfTheTaskIsTheCallersWithTheCallersStack() {
        try (var threads = new LibvirtThreads()) {
            var failure = new VirtDriverException(Kind.WRONG_STATE, "no");
            assertThatThrownBy(() -> threads.call(Lane.QUICK, () -> {
                throw failure;
            })).isSameAs(failure).satisfies(thrown -> assertThat(thrown.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(LibvirtThreadsTests.class.getName())));
            assertThatThrownBy(() -> threads.call(Lane.QUICK, () -> {
                throw new java.io.IOException("odd");
            })).asInstanceOf(type(VirtDriverException.class))
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.INTERNAL));
        }
    }

    @Test
    void interruptedCallerGetsItsAnswerAndKeepsItsFlag() {
        try (var threads = new LibvirtThreads()) {
            Thread.currentThread().interrupt();
            assertThat(threads.<Integer>call(Lane.QUICK, () -> 7)).isEqualTo(7);
            assertThat(Thread.interrupted()).as("the flag").isTrue();
        }
    }

    @Test
    void closedThreadsAreUnavailable() {
        var threads = new LibvirtThreads();
        threads.close();
        assertThatThrownBy(() -> threads.call(Lane.QUICK, () -> 1)).asInstanceOf(type(VirtDriverException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE));
    }
}
