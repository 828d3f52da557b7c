package io.bedplate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class BedplateTests {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bedplate(String... args) {
        return Bedplate.execute(new PrintWriter(out), new PrintWriter(err), args);
    }

    @Test
    void aloneItPrintsHelp() {
        assertThat(bedplate()).isZero();
        assertThat(out.toString()).contains("Usage: bedplate");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsBadUsage() {
        assertThat(bedplate("fly")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).contains("fly").contains("--help");
        assertThat(out.toString()).isEmpty();
    }
}
