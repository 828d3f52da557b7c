package io.bedplate.integration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Destination;
import io.bedplate.agent.MigrateOrder;
import io.bedplate.agent.MigrateResult;
import io.bedplate.agent.Neighbours;
import io.bedplate.agent.NewPlace;
import io.bedplate.agent.Origin;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.probe.HostProbe;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two agents, each with a libvirtd of its own on this machine, and a guest on huge pages that goes from one to the other:
 * by itself, refused, and with its agent ended on the way.
 */
final class RealMigrationTests {
    private static final String VNF = "travelvnf";
    private static final InstanceId ID = RealHost.id(VNF);
    /** Of the guest, of 2 MiB each. */
    private static final long PAGES = 16;

    private Side here = new Side("here");
    private Side there = new Side("there");
    private long usedBefore;

    /** A host, and whoever is its agent now. */
    private final class Side implements Neighbours {
        private final String name;
        private final RealHost host;
        private VirtDriver driver;
        private Agent agent;

        Side(String name) {
            this.name = name;
            assumeTrue(HostProbe.readThisHost().onlineCpus().size() > 1, "two CPUs are needed");
            host = RealHost.start(PAGES);
            driver = host.open();
            agent = host.agent(driver, host.journal(), this);
        }

        private Side side(String other) {
            return other.equals("here") ? here : there;
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public Optional<Destination> destination(String other) {
            return Optional.of(side(other).agent.arrivals());
        }

        @Override
        public Optional<Origin> origin(String other) {
            return Optional.of(side(other).agent.departures());
        }

        boolean runs() {
            return driver.guest(ID).map(Guest::state).filter(GuestState.RUNNING::equals).isPresent();
        }

        /** Another agent takes over; the driver of the former is closed by whoever has it. */
        void beginAnew() {
            driver = host.open();
            agent = host.agent(driver, host.journal(), this);
            assertThat(agent.recover().unsettled()).isEmpty();
        }

        void assertRuns() {
            assertThat(runs()).isTrue();
            assertThat(host.journal().claims()).extracting(Claim::phase).containsExactly(Claim.Phase.ACTIVE);
            assertThat(agent.verify(ID).differences()).isEmpty();
        }

        void assertEmpty() {
            assertThat(driver.guests()).isEmpty();
            assertThat(host.journal().claims()).isEmpty();
            assertThat(host.filesOf(VNF)).isEmpty();
        }

        void destroy() {
            agent.recover();
            agent.destroy(ID);
            driver.close();
        }
    }

    @BeforeEach
    void spawn() {
        // Both libvirtd make control groups in one tree, called by number and name of the domain; of equal ones each would
        // pin the other's threads.
        assertThat(there.agent.spawn(RealHost.order("first", 16, Map.of()))).isInstanceOf(Spawned.class);
        there.agent.destroy(RealHost.id("first"));
        usedBefore = RealHost.pagesInUse();
        var order = RealHost.order(VNF, 2 * PAGES, Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        assertThat(here.agent.spawn(order)).isInstanceOf(Spawned.class);
    }

    @AfterEach
    void end() {
        there.destroy();
        here.destroy();
        // The pool shrinks in the opposite order of its growth.
        there.host.close();
        here.host.close();
    }

    /** On the machine's other CPU. */
    private GuestPlacement elsewhere() {
        var former = here.agent.claims().getFirst().spec().placement();
        var cell = former.cells().getFirst();
        int to = HostProbe.readThisHost().onlineCpus().minus(cell.pinnedCpus()).first();
        return onCpu(former, to);
    }

    private static GuestPlacement onCpu(GuestPlacement former, int pcpu) {
        var cell = former.cells().getFirst();
        var moved = new PlacedCell(0, cell.hostCell(), cell.vcpus(), new TreeMap<>(Map.of(0, pcpu)), cell.floatingOn(),
                CpuSet.empty(), cell.memoryKib(), cell.pageSize());
        return new GuestPlacement(List.of(moved), former.sharedCpus(), CpuSet.of(pcpu), former.ioThreads(),
                former.realtimeVcpus(), former.lockedMemory(), former.topology(), former.devices());
    }

    private MigrateResult migrate(GuestPlacement to, MigrationPolicy policy) {
        return here.agent.departures().migrate(ID, new MigrateOrder("there", new NewPlace.Chosen(to),
                there.host.passage(), policy, Optional.empty()));
    }

    private void assertOneHasIt(boolean moved) {
        (moved ? there : here).assertRuns();
        (moved ? here : there).assertEmpty();
        RealHost.await("the pages of one guest to be in use", () -> RealHost.pagesInUse() == usedBefore + PAGES);
    }

    @Test
    void instanceIsInItsNewPlaceAndNothingOfItIsInItsFormerOne() {
        assertThat(migrate(elsewhere(), MigrationPolicy.USUAL)).isInstanceOfSatisfying(MigrateResult.Moved.class,
                moved -> {
                    assertThat(moved.evidence().differences()).isEmpty();
                    assertThat(moved.forecast().converges()).isTrue();
                    assertThat(moved.travel().took()).isPositive();
                });
        assertOneHasIt(true);
    }

    @Test
    void refusedInstanceStaysAndLeavesNothing() {
        var postCopy = new MigrationPolicy(100, Duration.ofMillis(300), false, true, 1, Duration.ofMinutes(1),
                AtEnd.ABORT);
        assertThat(migrate(elsewhere(), postCopy)).isInstanceOf(MigrateResult.Refused.class);
        assertOneHasIt(false);
        int absent = HostProbe.readThisHost().onlineCpus().last() + 1;
        assertThat(migrate(onCpu(elsewhere(), absent), MigrationPolicy.USUAL)).isNotInstanceOf(
                MigrateResult.Moved.class);
        assertOneHasIt(false);
    }

    /** The agent of the source dies there; libvirt may go on without it. */
    private void cutOffBefore(Cut.ObjIntPredicate step) {
        var cut = new Cut(step, Cut::die);
        var former = here.driver;
        here.driver = here.host.open(cut);
        here.agent = here.host.agent(here.driver, cut.around(here.host.journal()), here);
        here.agent.readClaims();
        var to = elsewhere();
        var dying = here.driver;
        var doomed = Thread.ofPlatform().uncaughtExceptionHandler((_, _) -> {
            // The dead say nothing.
        }).start(() -> migrate(to, MigrationPolicy.USUAL));
        cut.await(doomed);
        assertThat(cut.hasStruck()).isTrue();
        former.close();
        here.beginAnew();
        cut.bury(doomed);
        dying.close();
        assertOneHasIt(there.runs());
    }

    @Test
    void agentThatEndsWhileItsGuestIsOnTheWayLeavesItOnOneHost() {
        cutOffBefore((name, _) -> name.equals("virDomainMigrateSetMaxSpeed"));
    }

    @Test
    void agentThatEndsBeforeItNotesThatItsGuestHasLeftLeavesItThere() {
        var puts = new AtomicInteger();
        cutOffBefore((name, _) -> name.equals("put") && puts.incrementAndGet() == 2);
        assertThat(there.runs()).isTrue();
    }

    @Test
    void agentThatEndsBeforeItForgetsItsGuestLeavesItThere() {
        cutOffBefore((name, _) -> name.equals("virDomainUndefineFlags"));
        assertThat(there.runs()).isTrue();
    }
}
