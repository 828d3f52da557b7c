package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Leaves a guest running for the reboot of the lab host, and notes down what its kernel has in force for it. */
@Tag("lab")
final class BeforeRebootTests {
    @Test
    void theGuestRunsWhereItWasPlannedWhenTheHostGoesDown() throws IOException {
        Card.ofCell(Survivor.CELL_OF_CARD, Survivor.FUNCTIONS);
        Files.createDirectories(Survivor.STATE);
        Files.writeString(Survivor.STATE.resolve("boot"), Survivor.boot());
        var host = ComputeHost.at(Survivor.STATE);
        var guest = host.spawn(Survivor.GUEST);

        assertThat(host.agent().verify(guest.id()).differences()).isEmpty();
        Files.writeString(Survivor.STATE.resolve("in-force"), Survivor.inForce(guest));
        host.leave();
    }
}
