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
    private final Card card = Card.ofCell(Survivors.CELL_OF_CARD, Survivors.FUNCTIONS);
    private final ComputeHost host = ComputeHost.at(Survivors.STATE);
    private final RecoveryReport report;

    AfterRebootTests() throws IOException {
        for (var order : Survivors.running()) {
            Files.delete(order.console());
        }
        report = host.agent().recover();
    }

    @BeforeAll
    void theHostHasBootedAnew() throws IOException {
        assertThat(Files.readString(Survivors.STATE.resolve("boot"))).isNotEqualTo(Survivors.boot());
    }

    @AfterAll
    void end() {
        host.close();
        card.close();
    }

    @Test
    void whatRanRunsAgain() {
        assertThat(report.restarted())
                .containsExactlyInAnyOrderElementsOf(Survivors.running().stream().map(GuestOrder::id).toList());
        assertThat(report.unsettled()).isEmpty();
        assertThat(report.missing()).isEmpty();
        assertThat(report.unclaimed()).isEmpty();
    }

    @Test
    void pinsCellsPagesAndFunctionsAreThoseOfBefore() throws IOException {
        for (var order : Survivors.running()) {
            assertThat(Survivors.inForce(host.running(order)))
                    .isEqualTo(Files.readString(Survivors.STATE.resolve(order.name())));
        }
    }

    @Test
    void theAgentFindsThemInForce() {
        for (var order : Survivors.running()) {
            assertThat(host.agent().verify(order.id()).differences()).isEqualTo(List.of());
        }
    }

    @Test
    void theGuestsOwnKernelHasItsFunctionAndItsSiblings() {
        var guest = host.running(Survivors.WITH_FUNCTION);

        assertThat(guest.words()).anyMatch(line -> line.contains("id=0x8086:0x10ca"));
        assertThat(guest.wordsOf("cpu 0")).isEqualTo("siblings=0-1");
    }
}
