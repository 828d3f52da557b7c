package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Leaves guests running for the reboot of the lab host, and notes down what its kernel has in force for them. */
@Tag("lab")
final class BeforeRebootTests {
    @Test
    void guestsRunWhereTheyWerePlannedWhenTheHostGoesDown() throws IOException {
        Card.ofCell(Survivors.CELL_OF_CARD, Survivors.FUNCTIONS);
        Files.createDirectories(Survivors.STATE);
        Files.writeString(Survivors.STATE.resolve("boot"), Survivors.boot());
        var host = ComputeHost.at(Survivors.STATE);
        for (var order : Survivors.running()) {
            var guest = host.spawn(order);
            assertThat(host.agent().verify(guest.id()).differences()).isEmpty();
            Files.writeString(Survivors.STATE.resolve(order.name()), Survivors.inForce(guest));
        }
        host.leave();
    }
}
