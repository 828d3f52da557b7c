package io.bedplate.benchmarks;

import org.jspecify.annotations.Nullable;

/** What a benchmark's set-up has made. */
final class Prepared {
    private Prepared() {}

    static <T> T of(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("measured before it was set up");
        }
        return value;
    }
}
