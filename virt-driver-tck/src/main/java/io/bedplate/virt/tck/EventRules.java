package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 7: events. */
interface EventRules extends Rules {

    @Test
    @DisplayName("[7.1] events of one guest arrive in the order they happened")
    default void eventsAreInOrder() {
        var driver = session().driver();
        var events = new Events();
        driver.onEvent(events);
        var spec = session().stopped();
        driver.start(spec.id(), LaunchGate.OPEN);
        driver.stop(spec.id(), Duration.ZERO);
        driver.destroy(spec.id());
        session().poll().until("the whole story of the guest", () -> events.story(spec.id()),
                List.of("RUNNING", "STOPPED", "RUNNING", "STOPPED", "GONE")::equals);
    }

    @Test
    @DisplayName("[7.1] events of one guest arrive one at a time")
    default void eventsArriveOneAtATime() {
        var driver = session().driver();
        var spec = session().tiny();
        var turnstile = new Turnstile(spec.id());
        driver.onEvent(turnstile);
        driver.spawn(spec, LaunchGate.OPEN);
        driver.destroy(spec.id());
        session().poll().until("the end of the guest", turnstile::hasSeenTheEnd, seen -> seen);
        assertThat(turnstile.together()).as("most events of one guest at once").isOne();
    }

    @Test
    @DisplayName("[7.2] a listener that throws does not keep events from others")
    default void throwingListenerHarmsNobody() {
        var driver = session().driver();
        var first = new Events();
        var second = new Events();
        driver.onEvent(first);
        driver.onEvent(_ -> {
            throw new IllegalStateException("a listener that always throws");
        });
        driver.onEvent(second);
        var spec = session().stopped();
        heard(first, spec.id(), "RUNNING", "STOPPED");
        heard(second, spec.id(), "RUNNING", "STOPPED");
    }

    @Test
    @DisplayName("[7.2] a listener that dawdles holds up no call")
    default void dawdlingListenerHarmsNobody() {
        var driver = session().driver();
        var release = new CountDownLatch(1);
        try {
            driver.onEvent(_ -> awaitQuietly(release));
            var spec = session().stopped();
            assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
            driver.destroy(spec.id());
            assertThat(driver.guest(spec.id())).isEmpty();
        } finally {
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("[7.2] a closed subscription receives nothing more")
    default void closedSubscriptionIsSilent() {
        var driver = session().driver();
        var closed = new Events();
        var open = new Events();
        var subscription = driver.onEvent(closed);
        driver.onEvent(open);
        var before = session().spawned();
        heard(closed, before.id(), "RUNNING");
        subscription.close();
        subscription.close();
        var after = session().stopped();
        heard(open, after.id(), "RUNNING", "STOPPED");
        assertThat(closed.of(after.id())).isEmpty();
    }

    private void heard(Events events, InstanceId id, String... story) {
        session().poll().until("what a listener heard", () -> events.story(id), List.of(story)::equals);
    }
}
