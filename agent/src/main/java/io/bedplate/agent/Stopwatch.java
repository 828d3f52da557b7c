package io.bedplate.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Laps of monotonic time. For reports only; no decision depends on it. */
final class Stopwatch {
    private final List<Duration> laps = new ArrayList<>();
    private long last = System.nanoTime();

    /** Ends the current lap and begins the next. */
    void lap() {
        long now = System.nanoTime();
        laps.add(Duration.ofNanos(now - last));
        last = now;
    }

    Duration at(int index) {
        return laps.get(index);
    }
}
