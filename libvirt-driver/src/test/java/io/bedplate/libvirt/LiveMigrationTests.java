package io.bedplate.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.MigrationPair.Side;
import io.bedplate.virt.Escort;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;
import io.bedplate.virt.MigrationProgress;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.MigrationResult.Ended;
import io.bedplate.virt.MigrationResult.Left;
import io.bedplate.virt.MigrationResult.Stayed;
import io.bedplate.virt.MigrationResult.Why;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guest with a kernel goes from one libvirtd to another on this machine, and is cut off on its way. One guest serves all
 * tests, wherever it is; the last one ends it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LiveMigrationTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final MigrationPolicy USUAL = MigrationPolicy.USUAL;
    /** The guest has some 100 MiB that are not zero. */
    private static final MigrationPolicy SLOWLY = USUAL.at(1);

    @Order(1)
    @RegisterExtension
    static final Shared<ReservedPages> RESERVED = new Shared<>(() -> ReservedPages.of(2 * MigrationPair.PAGES));
    @Order(2)
    @RegisterExtension
    static final Shared<MigrationPair> PAIR = new Shared<>(MigrationPair::start);

    private final MigrationPair pair = PAIR.get();

    /** What the kernel says of a guest's process. */
    private record Seen(String vcpu, List<String> others, List<String> hugeMaps) {
        static Seen of(Guest guest) {
            var process = "proc/" + guest.pid().orElseThrow();
            var vcpu = "";
            var others = new ArrayList<String>();
            for (var tid : FILES.list(process + "/task")) {
                var task = process + "/task/" + tid;
                if (FILES.read(task + "/comm").orElse("").startsWith("CPU 0/")) {
                    vcpu = allowed(task);
                } else {
                    others.add(allowed(task));
                }
            }
            return new Seen(vcpu, others, FILES.read(process + "/numa_maps").orElse("").lines()
                    .filter(line -> line.contains(" huge ")).toList());
        }

        private static String allowed(String task) {
            return FILES.read(task + "/status").orElse("").lines().filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("");
        }

        void assertPlaced(int pcpu) {
            assertThat(vcpu).isEqualTo(Integer.toString(pcpu));
            assertThat(others).isNotEmpty().containsOnly(Integer.toString(1 - pcpu));
            assertThat(hugeMaps).singleElement().asString().contains("bind:0", "N0=" + MigrationPair.PAGES,
                    "kernelpagesize_kB=2048");
        }
    }

    /** Says yes, and does something at the first progress after that. */
    private static Escort then(Runnable strike) {
        return new Escort() {
            private boolean struck;

            @Override
            public void progress(MigrationProgress progress) {
                if (!struck) {
                    struck = true;
                    strike.run();
                }
            }
        };
    }

    private static Why why(MigrationResult result) {
        assertThat(result).isInstanceOf(Stayed.class);
        return ((Stayed) result).why();
    }

    @Test
    @Order(1)
    void guestOnHugePagesGoesToAnotherCpuOfAnotherHostAndBackOverFourConnections() {
        for (int way = 0; way < 2; way++) {
            var from = pair.source();
            var to = pair.destination();
            long former = from.count();
            long dirty = from.migrating().dirtyKibPerSecond(pair.id(), Duration.ofSeconds(1));
            assertThat(dirty).isBetween(0L, 100L << 10);
            var admittedAtOnce = new AtomicBoolean();
            var result = pair.migrate(USUAL.over(1 + 3 * way), new Escort() {
                @Override
                public boolean gone(Duration stoodStill) {
                    if (to.receiving().arrived(pair.id())) {
                        assertThat(stoodStill).isPositive();
                        to.receiving().admit(pair.id(), guest -> {
                            Seen.of(guest).assertPlaced(to.pcpu);
                            return new Verdict.Admit();
                        });
                        admittedAtOnce.set(true);
                    }
                    return admittedAtOnce.get();
                }

                @Override
                public Verdict arriving() {
                    assertThat(from.runs()).isTrue();
                    return to.receiving().look(pair.id(), guest -> {
                        Seen.of(guest).assertPlaced(to.pcpu);
                        return new Verdict.Admit();
                    });
                }
            });
            assertThat(result).isInstanceOfSatisfying(Left.class, left -> {
                assertThat(left.sentKib()).isPositive();
                assertThat(left.downtime()).isLessThan(Duration.ofSeconds(10));
            });
            assertThat(from.guest().map(Guest::state)).contains(GuestState.STOPPED);
            assertThat(admittedAtOnce).isTrue();
            to.assertCountsOn(former);
            Seen.of(to.guest().orElseThrow()).assertPlaced(to.pcpu);
            from.driver.destroy(pair.id());
            assertThat(from.guest()).isEmpty();
            assertThat(to.runs()).isTrue();
        }
    }

    @Test
    @Order(2)
    void abortedGuestGoesOn() {
        var from = pair.source();
        var before = from.guest().orElseThrow();
        assertThat(why(pair.migrate(SLOWLY, then(() -> from.migrating().abort(pair.id())))))
                .isEqualTo(new Why.Aborted());
        assertStayed(from, before);
    }

    private void assertStayed(Side from, Guest before) {
        pair.assertStayed(from, before);
        Seen.of(before).assertPlaced(from.pcpu);
    }

    @Test
    @Order(3)
    void guestWhoseBudgetIsSpentGoesOn() {
        var from = pair.source();
        var before = from.guest().orElseThrow();
        assertThat(why(pair.migrate(SLOWLY.within(Duration.ofMillis(1), AtEnd.ABORT), Escort.NONE)))
                .isInstanceOfSatisfying(Why.OverBudget.class,
                        spent -> assertThat(spent.last().remainingKib()).isPositive());
        assertStayed(from, before);
    }

    @Test
    @Order(4)
    void guestGoesOnWhereTheDestinationsQemuEnds() {
        var from = pair.source();
        var before = from.guest().orElseThrow();
        var to = pair.destination();
        assertThat(why(pair.migrate(SLOWLY, then(() -> kill(to.guest().orElseThrow())))))
                .isInstanceOf(Why.Failed.class);
        assertStayed(from, before);
    }

    private static void kill(Guest guest) {
        ProcessHandle.of(guest.pid().orElseThrow()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @Order(5)
    void guestGoesOnWhereTheDestinationsLibvirtdEnds() {
        var from = pair.source();
        var before = from.guest().orElseThrow();
        var to = pair.destination();
        assertThat(why(pair.migrate(SLOWLY, then(() -> to.host.daemon().down())))).isInstanceOf(Why.Failed.class);
        to.host.daemon().up();
        to.driver.close();
        to.driver = new LibvirtDriverProvider().open(to.host.configOfItsView());
        to.driver.destroy(pair.id());
        assertStayed(from, before);
    }

    @Test
    @Order(6)
    void migrationWhoseDriverIsGoneIsEndedByTheNext() {
        var from = pair.source();
        var before = from.guest().orElseThrow();
        var abandoned = new IllegalStateException("the caller ended");
        try {
            pair.migrate(SLOWLY, then(() -> {
                throw abandoned;
            }));
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(abandoned);
        }
        try (var next = new LibvirtDriverProvider().open(from.host.configOfItsView())) {
            next.migrating().orElseThrow().abort(pair.id());
        }
        assertStayed(from, before);
    }

    @Test
    @Order(7)
    void forcedGuestStandsStillUntilItIsThere() {
        var from = pair.source();
        var to = pair.destination();
        var policy = USUAL.at(50).within(Duration.ofMillis(1), AtEnd.FORCE);
        long former = from.count();
        assertThat(pair.migrate(policy, Escort.NONE)).isInstanceOf(Left.class);
        to.receiving().admit(pair.id(), LaunchGate.OPEN);
        to.assertCountsOn(former);
        from.driver.destroy(pair.id());
    }

    @Test
    @Order(8)
    void guestWhoseOwnQemuEndsIsReportedAndNowhere() {
        var from = pair.source();
        var to = pair.destination();
        var before = from.guest().orElseThrow();
        assertThat(pair.migrate(SLOWLY, then(() -> kill(before)))).isInstanceOf(Ended.class);
        assertThat(from.guest().map(Guest::state)).get().isIn(GuestState.CRASHED, GuestState.STOPPED);
        to.driver.destroy(pair.id());
        to.assertNothingHere();
        from.driver.destroy(pair.id());
    }
}
