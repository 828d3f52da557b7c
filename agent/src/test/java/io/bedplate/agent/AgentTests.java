package io.bedplate.agent;

import java.lang.reflect.Proxy;
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
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnResult.Rejected;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.proof.Difference;
import io.bedplate.fake.CallerEnded;
import io.bedplate.fake.Distortion;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.fake.SpawnStep;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** The agent on a simulated host of two cells with eight CPUs each; its kernel's files are read as on a real one. */
final class AgentTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final int PCPUS = 16;

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    private Agent newAgent() {
        return new Agent(driver, host.files(), new FileJournal(folder), HostConfig.NONE, CLOCK);
    }

    @BeforeEach
    void aNewHostHasNothingToRecover() {
        agent = newAgent();
        assertThat(agent.recover())
                .isEqualTo(new RecoveryReport(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static SpawnRequest order(String name, int vcpus) {
        return new SpawnRequest(id(name), name, request(vcpus), new Boot.FirstDisk(), List.of(), Optional.empty());
    }

    /** Dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    private static NfvRequest request(int vcpus) {
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        var read = NfvRequests
                .read(RequestInput.of(new Flavor(vcpus, 256L * vcpus, specs), ImageProperties.of(Map.of())));
        return ((RequestResult.Valid) read).request();
    }

    private Spawned spawned(String name, int vcpus) {
        return (Spawned) agent.spawn(order(name, vcpus));
    }

    private long freePages() {
        return driver.host().cells().stream().map(cell -> cell.pool(PageSize.MIB_2).orElseThrow())
                .mapToLong(PagePool::free).sum();
    }

    private static CpuSet pins(Claim claim) {
        return claim.spec().placement().dedicatedCpus();
    }

    @Test
    void aGuestRunsWhereItWasPlannedAndTheKernelSaysSo() {
        var spawned = spawned("vnf", 4);

        assertThat(spawned.evidence().inForce()).isTrue();
        assertThat(spawned.claim().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(pins(spawned.claim()).size()).isEqualTo(4);
        assertThat(driver.guest(id("vnf")).map(Guest::state)).contains(GuestState.RUNNING);
        assertThat(new FileJournal(folder).claims()).containsExactly(spawned.claim());
        assertThat(agent.verify(id("vnf")).differences()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsAnsweredWithReasonsAndChangesNothing() {
        spawned("first", 6);
        spawned("second", 6);
        var result = agent.spawn(order("third", 5));

        assertThat(result).isInstanceOfSatisfying(Rejected.class,
                rejected -> assertThat(rejected.rejection().sentence()).isNotBlank());
        assertThat(agent.claims()).hasSize(2);
        assertThat(driver.guests()).hasSize(2);
    }

    @Test
    void destroyingGivesEverythingBack() {
        long before = freePages();
        spawned("vnf", 4);
        assertThat(freePages()).isLessThan(before);
        agent.destroy(id("vnf"));
        agent.destroy(id("vnf"));

        assertThat(freePages()).isEqualTo(before);
        assertThat(agent.claims()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(driver.guests()).isEmpty();
    }

    @Test
    void aRestartGivesBackTheSamePlacement() {
        var first = spawned("first", 3).claim();
        var second = spawned("second", 2).claim();
        agent = newAgent();

        assertThat(agent.recover().kept()).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(agent.claims()).containsExactlyInAnyOrder(first, second);
        assertThat(agent.verifyAll()).allSatisfy(evidence -> assertThat(evidence.inForce()).isTrue());
        var third = spawned("third", 5).claim();
        var sets = List.of(pins(first), pins(second), pins(third));
        assertThat(sets.stream().mapToInt(CpuSet::size).sum()).isEqualTo(10);
        assertThat(sets.stream().reduce(CpuSet.empty(), CpuSet::or).size()).isEqualTo(10);
    }

    /** The claim was written and the guest made, but the agent died before it could say so. */
    @Test
    void aSpawnThatWasCutOffIsUndone() {
        long before = freePages();
        var claim = spawned("vnf", 2).claim();
        new FileJournal(folder).put(new Claim(claim.spec(), Phase.SPAWNING, claim.since()));
        agent = newAgent();

        assertThat(agent.recover().undone()).containsExactly(claim.id());
        assertThat(driver.guests()).isEmpty();
        assertThat(freePages()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
        assertThat(agent.claims()).isEmpty();
    }

    @Test
    void aDestructionThatWasCutOffIsFinished() {
        var claim = spawned("vnf", 2).claim();
        new FileJournal(folder).put(new Claim(claim.spec(), Phase.DESTROYING, claim.since()));
        agent = newAgent();

        assertThat(agent.recover().undone()).containsExactly(claim.id());
        assertThat(driver.guests()).isEmpty();
    }

    /** The agent died when the memory was back, and before every thread was where it belongs. */
    @Test
    void memoryFromDiskIsNotDroppedForAThreadThatIsNotInItsPlaceYet() {
        var claim = spawned("vnf", 2).claim();
        agent.power().suspend(claim.id());
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));
        assertThatThrownBy(() -> driver.start(claim.id(), _ -> {
            throw new CallerEnded();
        })).isInstanceOf(CallerEnded.class);
        new FileJournal(folder).put(new Claim(claim.spec(), Phase.STARTING, claim.since()));
        agent = newAgent();

        assertThat(agent.recover().unsettled()).isEmpty();
        assertThat(driver.guest(claim.id()).map(Guest::state)).contains(GuestState.RUNNING);
        assertThat(agent.verify(claim.id()).differences()).isEmpty();
    }

    @Test
    void whatCannotBeUndoneNowStaysClaimedAndKeepsNobodyWaiting() {
        var stuck = spawned("stuck", 2).claim();
        var moving = spawned("other", 2).claim();
        var journal = new FileJournal(folder);
        journal.put(new Claim(stuck.spec(), Phase.DESTROYING, stuck.since()));
        journal.put(new Claim(moving.spec(), Phase.STARTING, moving.since()));
        var refusing = Proxy.newProxyInstance(VirtDriver.class.getClassLoader(), new Class<?>[]{VirtDriver.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("destroy")) {
                        throw new VirtDriverException(Kind.INTERNAL, "a job of somebody else is in the way");
                    }
                    return method.invoke(driver, arguments);
                });
        agent = new Agent((VirtDriver) refusing, host.files(), journal, HostConfig.NONE, CLOCK);

        var report = agent.recover();
        assertThat(report.unsettled()).containsExactly(stuck.id());
        assertThat(report.kept()).containsExactlyInAnyOrder(stuck.id(), moving.id());
        assertThat(report.undone()).isEmpty();
        assertThat(journal.claims()).extracting(Claim::phase).containsExactlyInAnyOrder(Phase.DESTROYING, Phase.ACTIVE);
        agent = newAgent();
        assertThat(agent.recover().undone()).containsExactly(stuck.id());
    }

    @Test
    void guestsThatOtherHandsMadeOrRemovedAreReportedAndNotTouched() {
        var claim = spawned("removed", 1).claim();
        var foreign = new InstanceSpec(id("foreign"), "foreign", 1, claim.spec().memoryKib(), claim.spec().placement(),
                new Boot.FirstDisk(), List.of(), Optional.empty());
        driver.destroy(claim.id());
        driver.spawn(foreign, LaunchGate.OPEN);
        agent = newAgent();

        var report = agent.recover();
        assertThat(report.missing()).containsExactly(claim.id());
        assertThat(report.unclaimed()).containsExactly(foreign.id());
        assertThat(driver.guests()).extracting(Guest::id).containsExactly(foreign.id());
        assertThat(agent.verify(claim.id()).differences()).containsExactly(new Difference.NoProcess());
    }

    @Test
    void aGuestThatCameUpElsewhereNeverRuns() {
        long before = freePages();
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));

        assertThatThrownBy(() -> agent.spawn(order("vnf", 2))).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.PLACEMENT_NOT_IN_FORCE))
                .satisfies(e -> assertThat(e).hasMessageContaining("vcpu 0").hasMessageContaining("0-1 allowed"));
        assertThat(driver.guests()).isEmpty();
        assertThat(agent.claims()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(freePages()).isEqualTo(before);
    }

    @Test
    void memoryOnOtherPagesOrInAnotherCellNeverRuns() {
        for (var distortion : List.of(new Distortion.OtherPages(0, PageSize.KIB_4),
                new Distortion.MemoryElsewhere(0, 1))) {
            host.faults().distortNext(distortion);
            assertThatThrownBy(() -> agent.spawn(order("vnf", 2))).hasMessageContaining("cell");
            assertThat(agent.claims()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAKE_DISK") // nothing is made for it
    void aDriverThatFailsAtAnyStepLeavesNothing(SpawnStep step) {
        host.faults().failNext(step, Kind.INTERNAL);

        assertThatThrownBy(() -> agent.spawn(order("vnf", 2))).isInstanceOf(VirtDriverException.class);
        assertThat(agent.claims()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(driver.guests()).isEmpty();
        assertThat(spawned("vnf", 2).evidence().inForce()).isTrue();
    }

    @Test
    void aLostHypervisorLeavesTheClaimForRecovery() {
        var claim = spawned("vnf", 2).claim();
        host.dropConnection("restarted");
        assertThatThrownBy(() -> agent.destroy(claim.id())).isInstanceOf(VirtDriverException.class);
        assertThat(new FileJournal(folder).claims()).extracting(Claim::phase).containsExactly(Phase.DESTROYING);

        host.restoreConnection();
        agent = newAgent();
        assertThat(agent.recover().undone()).containsExactly(claim.id());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aThreadMovedByHandIsFoundWithTheExactDifference() {
        var spawned = spawned("vnf", 2);
        var row = spawned.evidence().threads().getFirst();
        int elsewhere = (pins(spawned.claim()).last() + 1) % PCPUS;
        host.taskset(row.tid(), CpuSet.of(elsewhere));

        assertThat(agent.verify(id("vnf")).differences()).containsExactly(
                new Difference.ThreadElsewhere("vcpu 0", row.tid(), row.wanted(), CpuSet.of(elsewhere)));
    }

    @Test
    void aKnownInstanceIsRefusedAndStaysAsItWas() {
        var claim = spawned("vnf", 2).claim();
        assertThatThrownBy(() -> agent.spawn(order("vnf", 1))).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.EXISTS));
        assertThat(agent.claims()).containsExactly(claim);
    }

    @Test
    void aStoppedGuestStartsAgainInItsPlace() {
        var claim = spawned("vnf", 2).claim();
        agent.stop(claim.id(), Duration.ZERO);
        assertThat(agent.verify(claim.id()).differences()).containsExactly(new Difference.NoProcess());
        agent.start(claim.id());

        assertThat(agent.verify(claim.id()).differences()).isEmpty();
        assertThat(agent.claims()).containsExactly(claim);
        assertThatThrownBy(() -> agent.start(id("other"))).hasMessageContaining("holds no claim");
    }

    /** The kernel's free pages have dropped by the first guest already; counted twice, the second would not fit. */
    @Test
    void pagesOfRunningGuestsAreCountedOnce() {
        var tight = SimulatedHost.of(new HostShape("tight", 1, 4, 1, 8192, 256, 0, 0));
        var agentThere = new Agent(FakeDriver.attach(tight, CLOCK, Runnable::run), tight.files(),
                new FileJournal(folder), HostConfig.NONE, CLOCK);

        assertThat(agentThere.spawn(order("first", 1))).isInstanceOf(Spawned.class);
        assertThat(agentThere.spawn(order("second", 1))).isInstanceOf(Spawned.class);
        assertThat(agentThere.spawn(order("third", 1))).isInstanceOf(Rejected.class);
    }

    @Test
    void memoryOfGuestsThatFloatIsHeldToo() {
        var floating = ((RequestResult.Valid) NfvRequests.read(RequestInput.of(
                new Flavor(1, 14000, ExtraSpecs.of(Map.of())), ImageProperties.of(Map.of())))).request();
        for (int i = 0; i < 2; i++) {
            var order = new SpawnRequest(id("f" + i), "f" + i, floating, new Boot.FirstDisk(), List.of(),
                    Optional.empty());
            assertThat(agent.spawn(order)).isInstanceOf(i == 0 ? Spawned.class : Rejected.class);
        }
    }

    /** Sixteen orders of two vCPUs at once for sixteen pCPUs: eight win, and no pCPU is held twice. */
    @Test
    void ordersAtOnceNeverShareAPcpu() throws Exception {
        var results = new ArrayList<Future<SpawnResult>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                var order = order("vnf-" + i, 2);
                results.add(pool.submit(() -> agent.spawn(order)));
            }
        }
        int won = 0;
        for (var result : results) {
            won += result.get() instanceof Spawned ? 1 : 0;
        }
        assertThat(won).isEqualTo(8);
        var held = agent.claims().stream().map(AgentTests::pins).reduce(CpuSet.empty(), CpuSet::or);
        assertThat(held)
                .isEqualTo(driver.host().cells().stream().map(NumaCell::cpus).reduce(CpuSet.empty(), CpuSet::or));
    }
}
