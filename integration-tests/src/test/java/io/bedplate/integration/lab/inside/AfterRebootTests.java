package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.bedplate.agent.RecoveryReport;

import static org.assertj.core.api.Assertions.assertThat;

/** The same lab host after a reboot: its cards have their functions again, and the agent its claims. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class AfterRebootTests {
    private final Card card = Card.ofCell(Survivor.CELL_OF_CARD, Survivor.FUNCTIONS);
    private final ComputeHost host = ComputeHost.at(Survivor.STATE);
    private final RecoveryReport report;

    AfterRebootTests() throws IOException {
        Files.delete(Survivor.GUEST.console());
        report = host.agent().recover();
    }

    @BeforeAll
    void theHostHasBootedAnew() throws IOException {
        assertThat(Files.readString(Survivor.STATE.resolve("boot"))).isNotEqualTo(Survivor.boot());
    }

    @AfterAll
    void end() {
        host.close();
        card.close();
    }

    @Test
    void whatRanRunsAgain() {
        assertThat(report.restarted()).containsExactly(Survivor.GUEST.id());
        assertThat(report.unsettled()).isEmpty();
        assertThat(report.missing()).isEmpty();
        assertThat(report.unclaimed()).isEmpty();
    }

    @Test
    void pinsCellPageAndFunctionAreThoseOfBefore() throws IOException {
        assertThat(Survivor.inForce(host.running(Survivor.GUEST)))
                .isEqualTo(Files.readString(Survivor.STATE.resolve("in-force")));
    }

    @Test
    void theAgentFindsAllThatInForce() {
        assertThat(host.agent().verify(Survivor.GUEST.id()).differences()).isEqualTo(List.of());
    }

    @Test
    void theGuestsOwnKernelHasItsFunctionAndItsSiblings() {
        var guest = host.running(Survivor.GUEST);

        assertThat(guest.words()).anyMatch(line -> line.contains("id=0x8086:0x10ca"));
        assertThat(guest.wordsOf("cpu 0")).isEqualTo("siblings=0-1");
    }
}
