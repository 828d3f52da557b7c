package io.bedplate.cli.demo;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CleanUpTests {
    private final List<String> done = new ArrayList<>();
    private final CleanUp cleanUp = new CleanUp();

    @Test
    void undoesTheLastThingFirstAndOnlyOnce() {
        cleanUp.defer(() -> done.add("first"));
        cleanUp.defer(() -> done.add("second"));
        cleanUp.close();
        cleanUp.close();
        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void goesOnAfterAFailureAndReportsAll() {
        cleanUp.defer(() -> done.add("first"));
        cleanUp.defer(() -> {
            throw new IllegalStateException("one");
        });
        cleanUp.defer(() -> {
            throw new IllegalStateException("two");
        });
        assertThatThrownBy(cleanUp::close).hasMessage("two")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly("first");
    }

    @Test
    void keptThingsStay() {
        cleanUp.defer(() -> done.add("first"));
        cleanUp.cancel();
        cleanUp.close();
        assertThat(done).isEmpty();
    }
}
