package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 6: callers on many threads. */
interface ThreadRules extends Rules {
    int CALLERS = 8;
    int GUESTS_AT_ONCE = 4;
    int ROUNDS = 3;

    @Test
    @DisplayName("[6.1] of several spawns of one id exactly one wins, the others are EXISTS")
    default void oneSpawnWins() throws Exception {
        var spec = session().tiny();
        var outcomes = atOnce(Stream.generate(() -> spec).limit(CALLERS).toList());
        assertThat(outcomes).filteredOn("spawned"::equals).as("winners among %s", outcomes).hasSize(1);
        assertThat(outcomes).filteredOn(Kind.EXISTS.name()::equals).as("losers among %s", outcomes)
                .hasSize(CALLERS - 1);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
    }

    @Test
    @DisplayName("[6.1] several guests are spawned at once")
    default void severalGuestsAtOnce() throws Exception {
        var specs = Stream.generate(session()::tiny).limit(GUESTS_AT_ONCE).toList();
        assertThat(atOnce(specs)).containsOnly("spawned");
        assertThat(specs).allSatisfy(spec -> assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING));
    }

    /** What became of each spawn: {@code spawned} or the kind of the refusal. */
    private List<String> atOnce(List<InstanceSpec> specs) throws ExecutionException, InterruptedException {
        var start = new CyclicBarrier(specs.size());
        try (var threads = Executors.newFixedThreadPool(specs.size())) {
            Stream<Callable<String>> calls = specs.stream().map(spec -> () -> {
                start.await();
                return outcome(spec);
            });
            var outcomes = Stream.<String>builder();
            for (var outcome : threads.invokeAll(calls.toList())) {
                outcomes.add(outcome.get());
            }
            return outcomes.build().toList();
        }
    }

    private String outcome(InstanceSpec spec) {
        try {
            session().driver().spawn(spec, LaunchGate.OPEN);
            return "spawned";
        } catch (VirtDriverException e) {
            return e.kind().name();
        }
    }

    @Test
    @DisplayName("[6.2] a caller on a virtual thread does not hold its carrier while the hypervisor works")
    default void carrierIsFreeMeanwhile() throws Exception {
        // A busy machine or a cold JVM may look like a held carrier; a driver that holds it looks so every time.
        var best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS; round++) {
            var spec = session().tiny();
            var use = CarrierUse.of(() -> {
                session().driver().spawn(spec, LaunchGate.OPEN);
                session().driver().destroy(spec.id());
            });
            best = use.heldTooLong().compareTo(best) < 0 ? use.heldTooLong() : best;
        }
        assertThat(best).as("time on a carrier in the best of %d rounds", ROUNDS).isZero();
    }
}
