package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.Escort;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.MigrationResult.Why;
import io.bedplate.virt.Passage;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 24: guests that go to another host, where the driver can. */
interface MigrateRules extends Rules {

    @Test
    @DisplayName("[24.1] migrating and receiving are present exactly with MIGRATE")
    default void migratingComesWithTheCapability() {
        assertThat(session().driver().migrating().isPresent()).isEqualTo(session().can(Capability.MIGRATE));
        assertThat(session().driver().receiving().isPresent()).isEqualTo(session().can(Capability.MIGRATE));
    }

    /** With a running guest that another host is prepared for; does nothing for a driver without MIGRATE. */
    private void travelling(Consumer<Travel> test) {
        if (session().can(Capability.MIGRATE)) {
            test.accept(Travel.prepared(session(), passage()));
        }
    }

    @Test
    @DisplayName("[24.2] a guest runs here until it is there, waits there, and runs once it is admitted")
    default void guestMigrates() {
        travelling(travel -> {
            var escort = new Watching(travel, new Verdict.Admit());
            var result = travel.migrate(escort);
            assertThat(result).isInstanceOf(MigrationResult.Left.class);
            assertThat(escort.asked).isOne();
            assertThat(escort.here).isEqualTo(GuestState.RUNNING);
            assertThat(escort.gate.guest().state()).isEqualTo(GuestState.PAUSED);
            assertThat(escort.gate.guest().pid()).isPresent();
            assertThat(session().guest(travel.spec()))
                    .isEqualTo(new Guest(travel.id(), travel.spec().name(), GuestState.STOPPED, travel.noPid()));
            assertThat(travel.receiving().arrived(travel.id())).isTrue();
            assertThat(travel.there()).isEqualTo(Optional.of(escort.gate.guest()));
            travel.assertAdmitted();
            session().driver().destroy(travel.id());
            assertThat(session().driver().guest(travel.id())).isEmpty();
            assertThat(travel.there().map(Guest::state)).contains(GuestState.RUNNING);
        });
    }

    /** What an escort saw. */
    final class Watching implements Escort {
        private final Travel travel;
        private final Verdict verdict;
        private final Gate gate = Gate.admitting();
        private int asked;
        private GuestState here = GuestState.CRASHED;

        Watching(Travel travel, Verdict verdict) {
            this.travel = travel;
            this.verdict = verdict;
        }

        @Override
        public Verdict arriving() {
            asked++;
            here = travel.here().state();
            assertThat(travel.receiving().look(travel.id(), gate)).isEqualTo(new Verdict.Admit());
            assertThat(travel.receiving().arrived(travel.id())).isFalse();
            return verdict;
        }
    }

    @Test
    @DisplayName("[24.8] a guest is gone when it has no process here; it can be admitted at once, and has left")
    default void goneGuestIsAdmittedAtOnce() {
        travelling(travel -> {
            var result = travel.migrate(new Escort() {
                @Override
                public boolean gone(Duration stoodStill) {
                    assertThat(travel.here().pid()).isEmpty();
                    assertThat(stoodStill).isGreaterThanOrEqualTo(Duration.ZERO);
                    if (travel.receiving().arrived(travel.id())) {
                        travel.assertAdmitted();
                    }
                    return travel.there().filter(guest -> guest.state() == GuestState.RUNNING).isPresent();
                }
            });
            assertThat(result).isInstanceOf(MigrationResult.Left.class);
            assertThat(travel.here().state()).isEqualTo(GuestState.STOPPED);
            assertThat(travel.there().map(Guest::state)).contains(GuestState.RUNNING);
        });
    }

    @Test
    @DisplayName("[24.3] refused by the escort, the guest goes on here, and can migrate later")
    default void refusedGuestStays() {
        travelling(travel -> {
            var refusal = new Verdict.Refuse(List.of("vCPU 0: elsewhere"));
            assertThat(travel.migrate(new Watching(travel, refusal)))
                    .isEqualTo(new MigrationResult.Stayed(new Why.NotInPlace(refusal.differences())));
            travel.assertStayed();
            assertThat(travel.prepare().migrate(Escort.NONE)).isInstanceOf(MigrationResult.Left.class);
            travel.assertAdmitted();
        });
    }

    @Test
    @DisplayName("[24.4] an aborted migration leaves the guest here; aborting none is fine, of an unknown guest NOT_FOUND")
    default void abortedGuestStays() {
        travelling(travel -> {
            travel.migrating().abort(travel.id());
            assertThat(travel.here()).isEqualTo(travel.before());
            assertThat(travel.migrate(new Escort() {
                @Override
                public Verdict arriving() {
                    travel.migrating().abort(travel.id());
                    return new Verdict.Admit();
                }
            })).isEqualTo(new MigrationResult.Stayed(new Why.Aborted()));
            travel.assertStayed();
            assertRefused(Kind.NOT_FOUND, () -> travel.migrating().abort(session().tiny().id()));
        });
    }

    @Test
    @DisplayName("[24.5] an unreachable destination leaves the guest as it was; a stopped guest is WRONG_STATE")
    default void unreachableDestinationChangesNothing() {
        travelling(travel -> {
            var nowhere = new Passage(passage().control() + "-nowhere", Optional.empty());
            assertThat(travel.by(nowhere).migrate(Escort.NONE)).isInstanceOfSatisfying(MigrationResult.Stayed.class,
                    stayed -> assertThat(stayed.why()).isInstanceOf(Why.Failed.class));
            travel.assertStayed();
            session().driver().stop(travel.id(), Duration.ZERO);
            assertRefused(Kind.WRONG_STATE, () -> travel.migrate(Escort.NONE));
            assertRefused(Kind.WRONG_STATE, () -> travel.migrating().papers(travel.id()));
            var unknown = session().tiny().id();
            assertRefused(Kind.NOT_FOUND, () -> travel.migrating().papers(unknown));
            assertRefused(Kind.NOT_FOUND, () -> travel.migrating().dirtyKibPerSecond(unknown, Duration.ofSeconds(1)));
        });
    }

    @Test
    @DisplayName("[24.6] prepare names what the destination does not have, and makes nothing; a known id is EXISTS")
    default void preparationIsRefusedWithItsReason() {
        travelling(travel -> {
            var cell = travel.other().host().cells().getFirst();
            int absent = travel.other().host().onlineCpus().last() + 1;
            var wanted = Specs.pinned(travel.spec(), cell, absent);
            var papers = travel.migrating().papers(travel.id());
            assertThat(travel.receiving().prepare(wanted, papers, MigrationPolicy.USUAL))
                    .isInstanceOfSatisfying(Preparation.Refused.class, refused -> assertThat(refused.reasons())
                            .extracting(MigrationRefusal::sentence)
                            .anySatisfy(reason -> assertThat(reason).contains("pCPU " + absent)));
            assertThat(travel.there()).isEmpty();
            travel.migrating().abort(travel.id());
            var known = session().remember(Specs.withId(session().tiny(), travel.id()));
            travel.other().spawn(known, LaunchGate.OPEN);
            assertRefused(Kind.EXISTS,
                    () -> travel.receiving().prepare(travel.spec(), papers, MigrationPolicy.USUAL));
        });
    }

    @Test
    @DisplayName("[24.7] a guest that the gate refuses waits, and can be admitted later or destroyed")
    default void refusedArrivalWaits() {
        travelling(travel -> {
            assertThat(travel.migrate(Escort.NONE)).isInstanceOf(MigrationResult.Left.class);
            var waits = travel.there();
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE,
                    () -> travel.receiving().admit(travel.id(), Gate.refusing("vCPU 0: elsewhere")))
                    .hasMessageContaining("vCPU 0: elsewhere");
            assertThat(travel.there()).isEqualTo(waits);
            assertThat(travel.receiving().arrived(travel.id())).isTrue();
            travel.assertAdmitted();
            travel.other().destroy(travel.id());
            assertThat(travel.there()).isEmpty();
            assertRefused(Kind.NOT_FOUND, () -> travel.receiving().admit(travel.id(), LaunchGate.OPEN));
            assertRefused(Kind.NOT_FOUND, () -> travel.receiving().look(travel.id(), LaunchGate.OPEN));
        });
    }
}
