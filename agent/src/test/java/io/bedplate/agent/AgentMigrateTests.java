package io.bedplate.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.TwoHosts.Side;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.fake.Distortion;
import io.bedplate.fake.SpawnStep;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.MigrationExperience;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationResult.Why;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.agent.TwoHosts.VNF;
import static io.bedplate.agent.TwoHosts.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Instances that go from one simulated host to another, each with its agent. */
final class AgentMigrateTests {
    private final TwoHosts hosts = new TwoHosts();
    private final Side here = hosts.here;
    private final Side there = hosts.there;

    private void assertMoved() {
        there.assertRuns("there");
        here.assertEmpty("here");
    }

    private void assertStayed() {
        here.assertRuns("here");
        there.assertEmpty("there");
    }

    @Test
    void instanceRunsInItsNewPlaceAndNothingOfItIsInItsFormerOne() {
        var former = here.claim().orElseThrow().spec().placement();
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Moved.class, moved -> {
            assertThat(moved.evidence().inForce()).isTrue();
            assertThat(moved.forecast().converges()).isTrue();
        });
        assertMoved();
        assertThat(here.agent().departures().experience("there").trips()).isOne();
        assertThat(here.agent().departures().experience("elsewhere")).isEqualTo(MigrationExperience.NONE);
        // Its former pCPUs are another's there.
        assertThat(there.claim().orElseThrow().spec().placement().dedicatedCpus())
                .isNotEqualTo(former.dedicatedCpus());
    }

    @Test
    void instanceComesBack() {
        assertThat(hosts.migrate()).isInstanceOf(MigrateResult.Moved.class);
        var back = new MigrateOrder("here", new NewPlace.Planned(TwoHosts.request()),
                new Passage("here", Optional.empty()), MigrationPolicy.USUAL,
                Optional.empty());
        assertThat(there.agent().departures().migrate(VNF, back)).isInstanceOf(MigrateResult.Moved.class);
        assertStayed();
    }

    @Test
    void placeThatIsTakenThereIsRefusedWithItsReason() {
        var place = here.claim().orElseThrow().spec().placement();
        assertThat(here.agent().departures().migrate(VNF, order(new NewPlace.Chosen(place), MigrationPolicy.USUAL)))
                .isInstanceOfSatisfying(MigrateResult.Taken.class,
                        taken -> assertThat(taken.why()).contains("CPUs [0-1]"));
        assertStayed();
    }

    @Test
    void hostWithoutRoomRejectsItWithNumbers() {
        there.host.faults().watchSteps(_ -> {});
        there.host.files().write(
                "sys/devices/system/node/node0/hugepages/hugepages-2048kB/nr_hugepages", "0");
        there.withOther = there.driver.host();
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Rejected.class,
                rejected -> assertThat(rejected.rejection().toString()).contains("256"));
        assertStayed();
    }

    @Test
    void wishThatDriversDoNotCarryOutIsRefused() {
        var policy = new MigrationPolicy(100, MigrationPolicy.USUAL.maxDowntime(), false, true, 1,
                MigrationPolicy.USUAL.budget(), AtEnd.ABORT);
        assertThat(here.agent().departures().migrate(VNF,
                order(new NewPlace.Planned(TwoHosts.request()), policy))).isInstanceOf(MigrateResult.Refused.class);
        assertStayed();
    }

    @Test
    void instanceThatWritesTooFastIsRefusedUnlessSomethingHelps() {
        here.host.roads().letGuestsWrite(4L << 20);
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Refused.class,
                refused -> assertThat(refused.reasons()).singleElement()
                        .isInstanceOf(MigrationRefusal.WouldNotConverge.class)
                        .extracting(MigrationRefusal::sentence).asString().contains("standing still"));
        assertStayed();
        var forced = MigrationPolicy.USUAL.within(MigrationPolicy.USUAL.budget(), AtEnd.FORCE);
        assertThat(here.agent().departures().migrate(VNF, order(new NewPlace.Planned(TwoHosts.request()), forced)))
                .isInstanceOf(MigrateResult.Moved.class);
        assertMoved();
    }

    @Test
    void instanceThatComesUpElsewhereThereStays() {
        there.host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(7)));
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Stayed.class,
                stayed -> assertThat(stayed.why()).isInstanceOf(Why.NotInPlace.class)
                        .extracting(Why::sentence).asString().contains("vcpu 0"));
        assertStayed();
    }

    @Test
    void destinationThatFailsLeavesItWhereItWas() {
        there.host.faults().failNext(SpawnStep.START, Kind.INTERNAL);
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Stayed.class,
                stayed -> assertThat(stayed.why()).isInstanceOf(Why.Failed.class));
        assertStayed();
        here.host.roads().close(there.host);
        assertThat(hosts.migrate()).isInstanceOf(MigrateResult.Stayed.class);
        assertStayed();
    }

    @Test
    void instanceWhoseProcessEndsOnTheWayIsReportedAndCanBeStarted() {
        there.host.faults().watchSteps(step -> {
            if (step == SpawnStep.START) {
                here.host.crash(VNF);
            }
        });
        assertThat(hosts.migrate()).isInstanceOf(MigrateResult.Ended.class);
        there.assertEmpty("there");
        assertThat(here.state()).contains(GuestState.CRASHED);
        here.agent().start(VNF);
        here.assertRuns("here");
    }

    @Test
    void instanceOnItsWayIsGivenUp() {
        there.host.faults().watchSteps(step -> {
            if (step == SpawnStep.START) {
                here.agent().departures().abort(VNF);
            }
        });
        assertThat(hosts.migrate()).isInstanceOfSatisfying(MigrateResult.Stayed.class,
                stayed -> assertThat(stayed.why()).isEqualTo(new Why.Aborted()));
        assertStayed();
        assertRefused(Kind.WRONG_STATE, () -> here.agent().departures().abort(VNF));
        assertThat(here.agent().departures().progress(VNF)).isEmpty();
    }

    @Test
    void instanceThatIsOnItsWayIsNobodyElsesBusiness() {
        there.host.faults().watchSteps(step -> {
            if (step == SpawnStep.START) {
                assertThat(here.claim().map(Claim::phase)).contains(Phase.LEAVING);
                assertThat(there.claim().map(Claim::phase)).contains(Phase.ARRIVING);
                assertRefused(Kind.WRONG_STATE, () -> here.agent().destroy(VNF));
                assertRefused(Kind.WRONG_STATE, () -> there.agent().destroy(VNF));
                assertRefused(Kind.WRONG_STATE, () -> there.agent().start(VNF));
                assertThat(there.agent().verifyAll()).allSatisfy(seen -> assertThat(seen.inForce()).isTrue());
            }
        });
        assertThat(hosts.migrate()).isInstanceOf(MigrateResult.Moved.class);
        assertMoved();
        assertRefused(Kind.WRONG_STATE, () -> there.agent().arrivals().withdraw(VNF));
        assertThat(there.agent().arrivals().admit(VNF).inForce()).isTrue();
        assertRefused(Kind.NOT_FOUND, () -> here.agent().departures().settle(VNF));
    }

    @Test
    void unknownHostIsUnavailable() {
        var lonely = new Agent(here.driver, here.host.files(), here.journal, HostConfig.NONE,
                TwoHosts.CLOCK);
        lonely.recover();
        assertRefused(Kind.UNAVAILABLE, () -> lonely.departures().migrate(VNF, order()));
        assertStayed();
    }

    @Test
    void claimOnItsWayComesBackFromDiskAsItWas(@TempDir Path folder) {
        var leaving = here.claim().orElseThrow().in(Phase.LEFT, new Change.Leaving("there"));
        var arriving = leaving.in(Phase.ARRIVING, new Change.Arriving("here", true));
        for (var claim : List.of(leaving, arriving)) {
            new FileJournal(folder).put(claim);
            assertThat(new FileJournal(folder).claims()).containsExactly(claim);
        }
    }

    private static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VirtDriverException.class,
                refused -> assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind));
    }
}
