package io.bedplate.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.bedplate.virt.GuestState;

/**
 * How long a simulated process has run.
 *
 * @param before in earlier stretches
 * @param since  when it was last let run; empty = it does not run now
 */
record RunTime(Duration before, Optional<Instant> since) {
    static final RunTime NONE = new RunTime(Duration.ZERO, Optional.empty());

    /** The same process in another state. */
    RunTime then(GuestState state, Instant now) {
        return new RunTime(at(now), state == GuestState.RUNNING ? Optional.of(now) : Optional.empty());
    }

    Duration at(Instant now) {
        return since.map(start -> before.plus(Duration.between(start, now))).orElse(before);
    }
}
