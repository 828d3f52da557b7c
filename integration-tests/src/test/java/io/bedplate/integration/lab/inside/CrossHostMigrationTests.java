package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.bedplate.agent.MigrateOrder;
import io.bedplate.agent.MigrateResult;
import io.bedplate.agent.MigrateResult.Moved;
import io.bedplate.agent.NewPlace;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A pinned guest on huge pages goes from this lab host to another one while it runs. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class CrossHostMigrationTests {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** Emulated twice over, a guest stands still longer than on a host. */
    private static final MigrationPolicy POLICY = new MigrationPolicy(1000, Duration.ofSeconds(5), false, false, 1,
            LONGEST, AtEnd.FORCE);
    private static final GuestOrder ORDER = Traveller.order("traveller");

    private final Witness far = Pair.RIGHT.witness();
    private final ComputeHost host = ComputeHost.at(Path.of("/root/near"), Pair.LEFT, 1);
    private final long freeBefore = Traveller.freePages();
    private final LabGuest guest = host.spawn(ORDER);
    private String here = "";
    private int beatsHere;
    private MigrateResult result = new MigrateResult.Ended("it was not sent");

    @BeforeAll
    void itGoes() {
        Waiting.until("the guest is up", LONGEST, () -> beats(guest.said()) > 1);
        here = Traveller.inForce(guest);
        result = host.agent().departures().migrate(guest.id(), new MigrateOrder(Pair.RIGHT.self(),
                new NewPlace.Planned(ORDER.toRequest().request()), Pair.RIGHT.passage(), POLICY, Optional.empty()));
        beatsHere = beats(guest.said());
    }

    @AfterAll
    void end() throws IOException {
        far.end();
        host.close();
    }

    /** The last of its counts. */
    private static int beats(List<String> said) {
        return said.stream().filter(line -> line.startsWith("beat "))
                .mapToInt(line -> Integer.parseInt(line.substring(5)))
                .max().orElse(0);
    }

    @Test
    void itHasMovedAndItsPlaceWasProvedBeforeItWentOn() {
        assertThat(result).isInstanceOf(Moved.class);
        assertThat(((Moved) result).evidence().differences()).isEmpty();
    }

    @Test
    void bothKernelsHaveWhatEachAgentClaimed() {
        assertThat(here).isEqualTo("vCPU on 1, others on [0], 2 MiB pages {0=98304}, [bind:0]");
        assertThat(far.inForce(ORDER.name())).isEqualTo("vCPU on 2, others on [0-1], 2 MiB pages {0=98304}, [bind:0]");
        assertThat(far.differences(ORDER.name())).isEmpty();
    }

    @Test
    void theGuestsOwnKernelGoesOnCounting() {
        Waiting.until("the guest counts on", LONGEST, () -> beats(far.words(ORDER.name())) > beatsHere + 2);

        assertThat(far.words(ORDER.name())).noneMatch(line -> line.equals("beat 1"));
    }

    @Test
    void nothingOfItIsLeftBehind() {
        assertThat(host.agent().claims()).isEmpty();
        assertThat(Traveller.freePages()).isEqualTo(freeBefore);
        assertThat(far.freePages()).isEqualTo(freeBefore - Traveller.MEMORY_MIB / 2);
        assertThat(Path.of("/proc/" + guest.pid())).doesNotExist();
    }
}
