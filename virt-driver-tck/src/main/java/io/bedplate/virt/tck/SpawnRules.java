package io.bedplate.virt.tck;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Chapter 2, first part: spawn and its gate. */
interface SpawnRules extends Rules {
    /** A driver may let calls for a guest wait until its spawn is over; then the kit asks no longer than this. */
    long LOOK_MILLIS = 500;

    @Test
    @DisplayName("[2.1] a spawned guest runs and has a pid; the gate saw it paused, once")
    default void spawnedGuestRunsAfterTheGate() {
        var spec = session().tiny();
        var during = new AtomicReference<Optional<Guest>>(Optional.empty());
        var gate = Gate.doing(() -> during.set(lookFromOutside(spec.id())));
        session().driver().spawn(spec, gate);

        assertThat(gate.guest().id()).isEqualTo(spec.id());
        assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        assertThat(during.get().map(Guest::state)).as("what others see while the gate looks")
                .isNotEqualTo(Optional.of(GuestState.RUNNING));
        var guest = session().guest(spec);
        assertThat(guest.state()).isEqualTo(GuestState.RUNNING);
        assertThat(guest.pid()).isPresent().isEqualTo(gate.guest().pid());
        assertThat(session().isAlive(guest.pid().getAsLong())).as("process %s exists", guest.pid()).isTrue();
    }

    /** Empty also where the driver does not answer before the gate is through. */
    private Optional<Guest> lookFromOutside(InstanceId id) {
        var answer = CompletableFuture.supplyAsync(() -> session().driver().guest(id));
        try {
            return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new AssertionError("guest() failed while the gate looked", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while asking for the guest", e);
        }
    }

    @Test
    @DisplayName("[2.2] a guest whose spawn failed is unknown and can be spawned again")
    default void failedSpawnCanBeTriedAgain() {
        var driver = session().driver();
        var spec = session().tiny();
        var cell = driver.host().cells().getFirst();
        int absent = driver.host().onlineCpus().last() + 1;
        assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(Specs.pinned(spec, cell, absent), LaunchGate.OPEN));
        assertThat(driver.guest(spec.id())).isEmpty();
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> driver.spawn(spec, Gate.refusing("no")));
        assertThat(driver.guest(spec.id())).isEmpty();
        driver.spawn(spec, LaunchGate.OPEN);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
    }

    @Test
    @DisplayName("[2.3] a known id or name is EXISTS, and the first guest stays as it was")
    default void knownIdOrNameIsRefused() {
        var driver = session().driver();
        var first = session().spawned();
        var before = session().guest(first);
        var other = session().tiny();
        var gate = Gate.admitting();
        assertRefused(Kind.EXISTS, () -> driver.spawn(first, gate)).hasMessageContaining(first.id().toString());
        assertRefused(Kind.EXISTS, () -> driver.spawn(Specs.withId(other, first.id()), gate))
                .hasMessageContaining(first.id().toString());
        assertRefused(Kind.EXISTS, () -> driver.spawn(Specs.withName(other, first.name()), gate))
                .hasMessageContaining(first.name());
        assertThat(gate.seen()).isEmpty();
        assertThat(session().guest(first)).isEqualTo(before);
        assertThat(driver.guest(other.id())).isEmpty();
    }

    @Test
    @DisplayName("[2.4] a gate that refuses or throws makes spawn fail and leaves nothing")
    default void refusingGateLeavesNothing() {
        var driver = session().driver();
        var spec = session().tiny();
        var refusing = Gate.refusing("vCPU 0: wanted pCPU 2, found 3", "cell 0: wanted 64 pages, found 63");
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> driver.spawn(spec, refusing))
                .hasMessageContainingAll("vCPU 0: wanted pCPU 2, found 3", "cell 0: wanted 64 pages, found 63");
        assertNothingLeft(refusing.guest());

        var broken = new IllegalStateException("the gate itself broke");
        var throwing = Gate.throwing(broken);
        assertThatThrownBy(() -> driver.spawn(spec, throwing)).isSameAs(broken);
        assertNothingLeft(throwing.guest());
    }

    private void assertNothingLeft(Guest guest) {
        assertThat(session().driver().guest(guest.id())).isEmpty();
        assertThat(session().driver().guests()).extracting(Guest::id).doesNotContain(guest.id());
        session().assertGone(guest.pid());
    }
}
