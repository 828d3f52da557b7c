package io.bedplate.integration.lab;

import org.junit.jupiter.api.Test;

import io.bedplate.integration.lab.Outcome.Status;

import static org.assertj.core.api.Assertions.assertThat;

final class OutcomeTests {
    @Test
    void comesBackAsItWent() {
        var outcome = new Outcome("PinTests", "pins", Status.FAILED, 12, "wanted 1\n\tat %25 here\r\n");

        assertThat(outcome.line()).doesNotContain("\n").doesNotContain("\r");
        assertThat(Outcome.find(outcome.line())).contains(outcome);
    }

    @Test
    void aLineCutOffIsNoOutcome() {
        var line = new Outcome("PinTests", "pins", Status.SUCCESSFUL, 12, "").line();

        for (int length = 0; length < line.length(); length++) {
            assertThat(Outcome.find(line.substring(0, length))).as(line.substring(0, length)).isEmpty();
        }
    }

    @Test
    void whatOtherProgramsSayIsNoOutcome() {
        assertThat(Outcome.find("lab: no lab host is up")).isEmpty();
    }
}
