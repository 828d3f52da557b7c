package io.bedplate.agent.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Agent;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.agent.proof.VcpuHold;
import io.bedplate.agent.watch.WatchPolicy.Repair;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tampering with a simulated guest, round by round. */
final class PlacementWatchTests {
    private static final InstanceId VNF = new InstanceId(
            UUID.nameUUIDFromBytes("vnf".getBytes(StandardCharsets.UTF_8)));
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, InstantSource.fixed(Instant.EPOCH), Runnable::run);
    private final TamperedFiles files = new TamperedFiles(host.files());
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<Finding> findings = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;
    @SuppressWarnings("NullAway.Init") // set before each test
    private PlacementWatch watch;

    @BeforeEach
    void oneGuestRunsAndIsInForce() {
        agent = new Agent(driver, files, new FileJournal(folder), HostConfig.NONE, () -> now);
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        var request = ((RequestResult.Valid) NfvRequests
                .read(RequestInput.of(new Flavor(2, 512, specs), ImageProperties.of(Map.of())))).request();
        agent.spawn(new SpawnRequest(VNF, "vnf", request, new Boot.FirstDisk(), List.of(), Optional.empty()));
        watch(Repair.NONE);
        round();
        assertThat(findings).singleElement().isInstanceOf(Finding.InForce.class);
        findings.clear();
    }

    private void watch(Repair repair) {
        watch = new PlacementWatch(agent, WatchPolicy.every(INTERVAL).repairing(repair), executor, () -> now);
        watch.onFinding(findings::add);
    }

    @AfterEach
    void end() {
        watch.close();
        executor.shutdownNow();
    }

    private void round() {
        now = now.plus(INTERVAL);
        watch.round();
    }

    private ThreadRow vcpu(int number) {
        return agent.verify(VNF).threads().get(number);
    }

    private Difference.ThreadElsewhere moved(int number, CpuSet cpus) {
        var row = vcpu(number);
        host.taskset(row.tid(), cpus);
        return new Difference.ThreadElsewhere(row.role(), row.tid(), row.wanted(), cpus);
    }

    private static List<Difference> differences(Finding finding) {
        return switch (finding) {
            case Finding.DriftBegan(_, var evidence) -> evidence.differences();
            case Finding.DriftChanged(_, _, var evidence) -> evidence.differences();
            default -> throw new AssertionError("no drift in " + finding);
        };
    }

    @Test
    void aVcpuMovedByHandIsToldOnceUntilItIsBack() {
        var wanted = vcpu(0).wanted();
        var difference = moved(0, CpuSet.of(7));
        round();
        round();
        assertThat(findings).hasSize(1);
        assertThat(differences(findings.getFirst())).containsExactly(difference);
        assertThat(watch.counts()).matches(counts -> counts.drifting() == 1 && counts.differences() == 1);

        host.taskset(difference.tid(), wanted);
        round();
        assertThat(findings.getLast()).isInstanceOfSatisfying(Finding.DriftEnded.class,
                ended -> assertThat(ended.former()).containsExactly(difference));
        assertThat(watch.counts())
                .matches(counts -> counts.drifting() == 0 && counts.driftsBegan() == 1 && counts.driftsEnded() == 1);
    }

    @Test
    void moreDriftIsAChange() {
        var first = moved(0, CpuSet.of(7));
        round();
        var second = moved(1, CpuSet.of(6));
        round();

        assertThat(findings.getLast()).isInstanceOfSatisfying(Finding.DriftChanged.class,
                changed -> assertThat(changed.former()).containsExactly(first));
        assertThat(differences(findings.getLast())).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void whatOnlyOneLookHasIsNoDrift() {
        files.onceAllowed(vcpu(0).tid(), "0-7");
        round();
        assertThat(findings).isEmpty();
    }

    @Test
    void driftOfAGuestThatIsStoppedIsMoot() {
        var difference = moved(0, CpuSet.of(7));
        round();
        agent.stop(VNF, Duration.ZERO);
        round();

        assertThat(findings.getLast()).isEqualTo(new Finding.DriftMoot(VNF, List.of(difference)));
        assertThat(watch.counts().drifting()).isZero();
        agent.start(VNF);
        round();
        assertThat(findings.getLast()).isInstanceOf(Finding.InForce.class);
    }

    @Test
    void aCrashedGuestDriftsAndOneThatIsDestroyedDoesNot() {
        host.crash(VNF);
        round();
        assertThat(differences(findings.getLast())).containsExactly(new Difference.NoProcess());
        agent.destroy(VNF);
        round();
        assertThat(findings.getLast()).isInstanceOf(Finding.DriftMoot.class);
    }

    @Test
    void aThreadOutOfPlaceIsPutBackWhereThePolicySaysSo() {
        watch(Repair.REPIN);
        round();
        findings.clear();
        var difference = moved(0, CpuSet.of(7));
        round();

        assertThat(findings).hasSize(2);
        assertThat(findings.getLast()).isInstanceOfSatisfying(Finding.DriftEnded.class,
                ended -> assertThat(ended.former()).containsExactly(difference));
        assertThat(agent.verify(VNF).inForce()).isTrue();
        assertThat(watch.counts()).matches(counts -> counts.repairs() == 1 && counts.repairsFailed() == 0);
    }

    @Test
    void whatCannotBeRepairedIsTriedOnceAndSaid() {
        watch(Repair.REPIN);
        round();
        findings.clear();
        files.allowed(vcpu(0).tid(), "7");
        round();
        round();

        assertThat(findings).hasSize(2);
        assertThat(findings.getLast()).isInstanceOfSatisfying(Finding.NotRepaired.class,
                told -> assertThat(told.why()).contains("7 allowed"));
        assertThat(watch.counts()).matches(counts -> counts.repairs() == 1 && counts.repairsFailed() == 1);
    }

    @Test
    void aBusyProcessOnADedicatedPcpuIsToldAndTheVcpuIsNoLongerAlone() {
        int pcpu = vcpu(0).wanted().first();
        files.process(4000, "busy", 10, pcpu, Integer.toString(pcpu));
        round();
        assertThat(findings).isEmpty();
        assertThat(watch.holds(VNF).orElseThrow()).extracting(VcpuHold::kind)
                .containsExactly(VcpuHold.Kind.PINNED_EXCLUSIVE, VcpuHold.Kind.PINNED_EXCLUSIVE);

        files.process(4000, "busy", 910, pcpu, Integer.toString(pcpu));
        round();
        files.process(4000, "busy", 1860, pcpu, Integer.toString(pcpu));
        round();
        assertThat(findings).hasSize(1);
        assertThat(differences(findings.getFirst())).containsExactly(new Stranger(pcpu, Stranger.Kind.HOST, 4000,
                4000, "busy", CpuSet.of(pcpu), Duration.ofSeconds(9)));
        assertThat(watch.holds(VNF).orElseThrow()).extracting(VcpuHold::kind)
                .containsExactly(VcpuHold.Kind.PINNED_SHARED, VcpuHold.Kind.PINNED_EXCLUSIVE);

        round();
        assertThat(findings.getLast()).isInstanceOf(Finding.DriftEnded.class);
    }

    @Test
    void aDaemonThatRunsEverywhereIsCountedButNoDrift() {
        int pcpu = vcpu(0).wanted().first();
        files.process(4000, "daemon", 0, pcpu, "0-15");
        round();
        files.process(4000, "daemon", 900, pcpu, "0-15");
        round();

        assertThat(findings).isEmpty();
        assertThat(watch.counts()).matches(
                counts -> counts.remarks() == 1 && counts.pinnedShared() == 1 && counts.pinnedExclusive() == 1);
    }

    @Test
    void aHypervisorThatDoesNotAnswerIsNoDrift() {
        host.dropConnection("gone");
        assertThatThrownBy(this::round).isInstanceOf(VirtDriverException.class);
        assertThat(findings).isEmpty();
        assertThat(watch.counts().drifting()).isZero();
    }

    /** Long before the next round. */
    @Test
    void eventsAndOrdersAreLookedAtAtOnce() throws InterruptedException {
        var told = new LinkedBlockingQueue<Finding>();
        watch.onFinding(told::add);
        moved(0, CpuSet.of(7));
        try (var other = new PlacementWatch(agent, WatchPolicy.every(Duration.ofDays(1)), executor, () -> now)) {
            other.onFinding(told::add);
            other.start();
            assertThat(told.poll(1, TimeUnit.MINUTES)).isInstanceOf(Finding.DriftBegan.class);
            agent.stop(VNF, Duration.ZERO);
            assertThat(told.poll(1, TimeUnit.MINUTES)).isInstanceOf(Finding.DriftMoot.class);
            agent.start(VNF);
            assertThat(told.poll(1, TimeUnit.MINUTES)).isInstanceOf(Finding.InForce.class);
            moved(1, CpuSet.of(6));
            host.dropConnection("restarts");
            host.restoreConnection();
            assertThat(told.poll(1, TimeUnit.MINUTES)).isInstanceOf(Finding.DriftBegan.class);
        }
    }
}
