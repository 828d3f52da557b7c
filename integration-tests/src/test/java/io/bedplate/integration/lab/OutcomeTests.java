package io.bedplate.integration.lab;

import org.junit.jupiter.api.Test;

import io.bedplate.integration.lab.Outcome.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class OutcomeTests {
    @Test
    void comesBackAsItWent() {
        var outcome = new Outcome("PinTests", "pins", Status.FAILED, 12, "wanted 1\n\tat %25 here\r\n");

        assertThat(outcome.line()).doesNotContain("\n").doesNotContain("\r");
        assertThat(Outcome.parse(outcome.line())).isEqualTo(outcome);
    }

    @Test
    void aLineCutOffIsNoOutcome() {
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.parse("PinTests\tpins\tSUCC"))
                .withMessageContaining("5 fields");
    }
}
