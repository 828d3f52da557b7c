package io.bedplate.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.RepinResult.Repinned;
import io.bedplate.agent.RepinResult.Taken;
import io.bedplate.agent.SpawnResult.Rejected;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.fake.Distortion;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Another place for a guest that runs: the claim and the kernel change together or not at all. */
final class AgentRepinTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final InstanceId VNF = id("vnf");

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    private Agent agentOn(VirtDriver other, Journal journal) {
        return new Agent(other, host.files(), journal, HostConfig.NONE, CLOCK);
    }

    @BeforeEach
    void oneGuestRuns() {
        agent = agentOn(driver, new FileJournal(folder));
        spawned("vnf", 2);
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    private static NfvRequest request(int vcpus) {
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        return ((RequestResult.Valid) NfvRequests.read(
                RequestInput.of(new Flavor(vcpus, 256L * vcpus, specs), ImageProperties.of(Map.of())))).request();
    }

    private SpawnResult spawn(String name, int vcpus) {
        return agent.spawn(new SpawnRequest(id(name), name, request(vcpus), new Boot.FirstDisk(), List.of(),
                Optional.empty()));
    }

    private Claim spawned(String name, int vcpus) {
        return ((Spawned) spawn(name, vcpus)).claim();
    }

    private Claim claim() {
        return agent.claims().stream().filter(one -> one.id().equals(VNF)).findFirst().orElseThrow();
    }

    private GuestPlacement former() {
        return claim().spec().placement();
    }

    /** The vCPUs on the last pCPUs of a cell, and the memory there. */
    private GuestPlacement lastOf(int hostCell) {
        var former = former();
        var cell = former.cells().getFirst();
        var pinning = new TreeMap<>(Map.of(0, 8 * hostCell + 7, 1, 8 * hostCell + 6));
        var moved = new PlacedCell(0, hostCell, cell.vcpus(), pinning, cell.floatingOn(), CpuSet.empty(),
                cell.memoryKib(), cell.pageSize());
        return new GuestPlacement(List.of(moved), former.sharedCpus(), CpuSet.of(8 * hostCell + 6, 8 * hostCell + 7),
                former.ioThreads(), former.realtimeVcpus(), former.lockedMemory(), former.topology(), List.of());
    }

    private long freePages(int cell) {
        return driver.host().cell(cell).flatMap(found -> found.pool(PageSize.MIB_2)).map(PagePool::free).orElseThrow();
    }

    /** The journal, the memory and the kernel say the same, and that is {@code place}. */
    private void assertSettledIn(GuestPlacement place) {
        assertThat(claim().spec().placement()).isEqualTo(place);
        assertThat(claim().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(claim().wanted()).isEmpty();
        assertThat(new FileJournal(folder).claims()).contains(claim());
        assertThat(agent.verify(VNF).differences()).isEmpty();
    }

    @Test
    void guestMovesAndItsFormerPlaceIsFree() {
        long free = freePages(1);
        int formerCell = former().cells().getFirst().hostCell();
        var wanted = lastOf(1 - formerCell);
        var result = agent.repin(VNF, wanted);

        assertThat(result).isInstanceOfSatisfying(Repinned.class,
                repinned -> assertThat(repinned.evidence().orElseThrow().inForce()).isTrue());
        assertSettledIn(wanted);
        assertThat(freePages(formerCell)).isEqualTo(2048);
        assertThat(freePages(1 - formerCell)).isEqualTo(free - 256);
        assertThat(spawned("eight", 8).spec().placement().cells().getFirst().hostCell()).as("a whole cell is free")
                .isEqualTo(formerCell);
    }

    @Test
    void plannerFindsAPlaceAsIfTheGuestCameNow() {
        var wanted = lastOf(1);
        agent.repin(VNF, wanted);
        var result = agent.repin(VNF, request(2));
        assertThat(result).isInstanceOf(Repinned.class);
        assertSettledIn(former());
        assertThat(former()).isNotEqualTo(wanted);
    }

    @Test
    void aPlaceOfOthersIsRefusedAndNothingChanges() {
        var other = spawned("other", 8);
        var before = former();
        var taken = lastOf(other.spec().placement().cells().getFirst().hostCell());
        assertThat(agent.repin(VNF, taken)).isInstanceOfSatisfying(Taken.class,
                result -> assertThat(result.why()).contains("held already", taken.dedicatedCpus().toString()));
        assertThatThrownBy(() -> agent.repin(VNF, request(3))).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
        assertSettledIn(before);
    }

    @Test
    void aGuestMayShiftByHalfItsOwnPlace() {
        var cell = former().cells().getFirst();
        var pcpus = cell.pinnedCpus().toArray();
        var pinning = new TreeMap<>(Map.of(0, pcpus[1], 1, pcpus[1] + 1));
        var shifted = new PlacedCell(0, cell.hostCell(), cell.vcpus(), pinning, cell.floatingOn(), CpuSet.empty(),
                cell.memoryKib(), cell.pageSize());
        var wanted = new GuestPlacement(List.of(shifted), CpuSet.empty(), shifted.pinnedCpus(), former().ioThreads(),
                CpuSet.empty(), false, former().topology(), List.of());
        assertThat(agent.repin(VNF, wanted)).isInstanceOf(Repinned.class);
        assertSettledIn(wanted);
    }

    @Test
    void whatTheKernelDoesOtherwiseIsUndone() {
        var before = former();
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));
        assertThatThrownBy(() -> agent.repin(VNF, lastOf(1))).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.PLACEMENT_NOT_IN_FORCE));
        assertSettledIn(before);
        assertThat(spawn("all-the-rest", 8)).isInstanceOf(Spawned.class);
    }

    @Test
    void aStoppedGuestStartsInItsNewPlace() {
        agent.stop(VNF, Duration.ZERO);
        var wanted = lastOf(1);
        assertThat(agent.repin(VNF, wanted)).isInstanceOfSatisfying(Repinned.class,
                repinned -> assertThat(repinned.evidence()).isEmpty());
        agent.start(VNF);
        assertSettledIn(wanted);
    }

    @Test
    void whileItMovesBothPlacesAreHeld() {
        var former = former();
        var wanted = lastOf(1);
        var seen = new TreeMap<String, Object>();
        agent = agentOn(repinning(real -> (id, place, gate) -> {
            seen.put("phase", claim().phase());
            seen.put("both", former.dedicatedCpus().or(place.dedicatedCpus())
                    .minus(agent.state().usage().pinnedCpus()).isEmpty());
            seen.put("eight", spawn("eight", 8) instanceof Rejected);
            assertThatThrownBy(() -> agent.repin(VNF, former)).hasMessageContaining("REPINNING");
            real.repin(id, place, gate);
        }), new FileJournal(folder));
        agent.readClaims();
        agent.repin(VNF, wanted);
        assertThat(seen).isEqualTo(Map.of("phase", Phase.REPINNING, "both", true, "eight", true));
        assertSettledIn(wanted);
    }

    /** Death at a moment: nothing after it is done, and nobody catches it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Faulty {
        Repinning of(Repinning real);
    }

    private VirtDriver repinning(Faulty faulty) {
        return (VirtDriver) Proxy.newProxyInstance(VirtDriver.class.getClassLoader(), new Class<?>[]{VirtDriver.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("repinning")) {
                        return driver.repinning().map(faulty::of);
                    }
                    try {
                        return method.invoke(driver, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Dies at the n-th writing, before it or after. */
    private static Journal dying(Journal journal, int at, boolean late) {
        return new Journal() {
            private int puts;

            @Override
            public List<Claim> claims() {
                return journal.claims();
            }

            @Override
            public void put(Claim claim) {
                puts++;
                if (puts == at && !late) {
                    throw new Death();
                }
                journal.put(claim);
                if (puts == at) {
                    throw new Death();
                }
            }

            @Override
            public void remove(InstanceId id) {
                journal.remove(id);
            }
        };
    }

    /** The n-th moment of a move: around each write to the journal, around the driver, and half-way through it. */
    private Agent dyingAt(int moment) {
        var journal = new FileJournal(folder);
        return switch (moment) {
            case 0, 1 -> agentOn(driver, dying(journal, 1, moment == 1));
            case 2 -> agentOn(repinning(_ -> (_, _, _) -> {
                throw new Death();
            }), journal);
            case 3 -> agentOn(repinning(_ -> (_, place, _) -> {
                var vcpu = agent.verify(VNF).threads().getFirst();
                host.taskset(vcpu.tid(), place.cells().getFirst().pinnedCpus());
                throw new Death();
            }), journal);
            case 4 -> agentOn(repinning(real -> (id, place, gate) -> {
                real.repin(id, place, gate);
                throw new Death();
            }), journal);
            default -> agentOn(driver, dying(journal, 2, moment == 6));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void deathAtAnyMomentEndsInOneOfThePlaces(int moment) {
        var former = former();
        var wanted = lastOf(1);
        var pid = driver.guest(VNF).orElseThrow().pid();
        var dying = dyingAt(moment);
        dying.readClaims();
        assertThatThrownBy(() -> dying.repin(VNF, wanted)).isInstanceOf(Death.class);

        agent = agentOn(driver, new FileJournal(folder));
        var report = agent.recover();
        assertThat(report.kept()).containsExactly(VNF);
        assertThat(report.unsettled()).isEmpty();
        assertSettledIn(moment < 4 ? former : wanted);
        assertThat(driver.guest(VNF).orElseThrow().pid()).as("the guest ran on").isEqualTo(pid);
    }

    @Test
    void whatCannotBeSettledHoldsBothPlacesUntilItCan() {
        var wanted = lastOf(1);
        new FileJournal(folder).put(claim().movingTo(wanted));
        agent = agentOn(repinning(_ -> (_, _, _) -> {
            throw new VirtDriverException(Kind.INTERNAL, "not now");
        }), new FileJournal(folder));
        assertThat(agent.recover().unsettled()).containsExactly(VNF);
        assertThat(claim().phase()).isEqualTo(Phase.REPINNING);
        assertThat(agent.state().usage().pinnedCpus().size()).isEqualTo(4);

        agent = agentOn(driver, new FileJournal(folder));
        assertThat(agent.recover().unsettled()).isEmpty();
        assertSettledIn(former());
    }

    @Test
    void aGuestThatIsDestroyedOnItsWayLeavesNothing() {
        new FileJournal(folder).put(claim().movingTo(lastOf(1)));
        agent = agentOn(driver, new FileJournal(folder));
        agent.readClaims();
        agent.destroy(VNF);
        assertThat(agent.claims()).isEmpty();
        assertThat(new FileJournal(folder).claims()).isEmpty();
        assertThat(agent.state().usage().pinnedCpus().isEmpty()).isTrue();
    }
}
