package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.GrowResult.Grown;
import io.bedplate.agent.GrowResult.Rejected;
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
import io.bedplate.nfv.Reason;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** vCPUs and memory that come and go: what the guest may have is claimed, page by page and pCPU by pCPU. */
final class AgentGrowTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final InstanceId VNF = id("vnf");
    private static final DeviceId M1 = new DeviceId("m1");

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 4, 2, 16384, 512, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    private Agent newAgent() {
        return new Agent(driver, host.files(), new FileJournal(folder), HostConfig.NONE, CLOCK);
    }

    @BeforeEach
    void oneGuestRuns() {
        agent = newAgent();
        spawn("vnf", 2, Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static NfvRequest request(int vcpus, Map<String, String> specs) {
        return ((RequestResult.Valid) NfvRequests.read(RequestInput
                .of(new Flavor(vcpus, 256L * vcpus, new ExtraSpecs(new TreeMap<>(specs))),
                        ImageProperties.of(Map.of()))))
                .request();
    }

    private Claim spawn(String name, int vcpus, Map<String, String> specs) {
        var room = GuestHardware.PLAIN.with(new Headroom(16, 4 << 20));
        return ((SpawnResult.Spawned) agent.spawn(new SpawnRequest(id(name), name, request(vcpus, specs),
                new Boot.FirstDisk(), StorageRequest.NONE, List.of(), List.of(), room, Optional.empty()))).claim();
    }

    private static GrowRequest.Memory memory(long mib) {
        return new GrowRequest.Memory(M1, 0, mib << 10);
    }

    private Grown grow(GrowRequest request) {
        return (Grown) agent.growth().grow(VNF, request);
    }

    private Claim claim() {
        return agent.claims().stream().filter(one -> one.id().equals(VNF)).findFirst().orElseThrow();
    }

    private PlacedCell cell() {
        return claim().spec().placement().cells().getFirst();
    }

    private long freePages() {
        return driver.host().cell(cell().hostCell()).flatMap(cell -> cell.pool(PageSize.MIB_2)).map(PagePool::free)
                .orElseThrow();
    }

    /** The journal, the memory and the kernel say the same. */
    private void assertSettled() {
        assertThat(claim().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(claim().change()).isEmpty();
        assertThat(new FileJournal(folder).claims()).contains(claim());
        assertThat(agent.verify(VNF).differences()).isEmpty();
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Kind kind, ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE);
    }

    @Test
    void guestGrowsInItsHostCellAndIsProved() {
        var former = cell();
        long free = freePages();
        var grown = grow(GrowRequest.of(2, memory(128)));
        assertThat(grown.evidence().orElseThrow().inForce()).isTrue();
        assertThat(cell().hostCell()).isEqualTo(former.hostCell());
        assertThat(cell().vcpus()).isEqualTo(CpuSet.range(0, 3));
        assertThat(cell().pinning()).containsAllEntriesOf(former.pinning()).hasSize(4);
        assertThat(driver.host().cell(cell().hostCell()).orElseThrow().cpus().containsAll(cell().pinnedCpus()))
                .isTrue();
        assertThat(freePages()).isEqualTo(free - 64);
        assertThat(agent.state().usage().pinnedCpus()).isEqualTo(cell().pinnedCpus());
        assertSettled();
    }

    @Test
    void whatWasGivenBackIsFree() {
        var before = claim();
        long free = freePages();
        grow(GrowRequest.of(2, memory(128)));
        var back = agent.growth().giveBack(VNF, 1, Set.of(M1), Duration.ZERO);
        assertThat(back.kept().none()).isTrue();
        assertThat(claim().spec().vcpus()).isEqualTo(3);
        assertThat(freePages()).isEqualTo(free);
        assertSettled();
        agent.growth().giveBack(VNF, 1, Set.of(), Duration.ZERO);
        assertThat(claim()).isEqualTo(before);
        assertSettled();
    }

    @Test
    void whatTheGuestKeepsStaysClaimed() {
        grow(GrowRequest.of(1, memory(128)));
        host.faults().keepNextDevice();
        var back = agent.growth().giveBack(VNF, 1, Set.of(M1), Duration.ZERO);
        assertThat(back.kept().modules()).extracting(MemoryModule::id).containsExactly(M1);
        assertThat(back.kept().vcpus()).isEmpty();
        assertThat(claim().spec().memoryKib()).isEqualTo((512 + 128) << 10);
        assertSettled();
        assertThat(agent.growth().giveBack(VNF, 0, Set.of(M1), Duration.ZERO).kept().none()).isTrue();
        assertSettled();
    }

    @Test
    void growthSurvivesTheAgent() {
        grow(GrowRequest.of(1, memory(128)));
        var before = agent.claims();
        agent = newAgent();
        agent.recover();
        assertThat(agent.claims()).isEqualTo(before);
        agent.growth().giveBack(VNF, 1, Set.of(M1), Duration.ZERO);
        assertSettled();
    }

    @Test
    void lackOfRoomIsARejectionWithNumbers() {
        var before = agent.claims();
        assertThat(agent.growth().grow(VNF, GrowRequest.of(7))).isInstanceOfSatisfying(Rejected.class,
                no -> assertThat(no.rejection().reasons()).singleElement()
                        .isInstanceOfSatisfying(Reason.TooFewDedicatedCpus.class, reason -> {
                            assertThat(reason.wanted()).isEqualTo(7);
                            assertThat(reason.free()).isEqualTo(6);
                            assertThat(reason.cell()).hasValue(cell().hostCell());
                        }));
        assertThat(agent.growth().grow(VNF, GrowRequest.of(1, memory(1024)))).isInstanceOfSatisfying(Rejected.class,
                no -> assertThat(no.rejection().reasons()).singleElement().isInstanceOfSatisfying(
                        Reason.TooFewPages.class, reason -> assertThat(reason.free()).isEqualTo(256)));
        assertThat(agent.claims()).isEqualTo(before);
    }

    @Test
    void orderThatFitsNoGuestOfThatShapeIsRejected() {
        agent.destroy(VNF);
        spawn("vnf", 4, Map.of("hw:cpu_policy", "dedicated", "hw:cpu_cores", "2", "hw:cpu_sockets", "2",
                "hw:cpu_threads", "1"));
        assertThat(sentence(GrowRequest.of(1))).contains("whole sockets of 2");
        assertThat(sentence(GrowRequest.of(2, new GrowRequest.Memory(M1, 3, 1024)))).contains("guest cell 3");
        assertThat(grow(GrowRequest.of(2)).claim().spec().placement().topology().sockets()).isEqualTo(3);
    }

    private String sentence(GrowRequest request) {
        return ((Rejected) agent.growth().grow(VNF, request)).rejection().sentence();
    }

    @Test
    void siblingsAreKeptIdleForIsolatedVcpusAndGivenBack() {
        agent.destroy(VNF);
        spawn("vnf", 1, Map.of("hw:cpu_policy", "dedicated", "hw:cpu_thread_policy", "isolate"));
        var before = claim();
        assertThat(before.spec().placement().cells().getFirst().blockedCpus().size()).isOne();
        grow(GrowRequest.of(2));
        assertThat(cell().blockedCpus().size()).isEqualTo(3);
        assertSettled();
        agent.growth().giveBack(VNF, 2, Set.of(), Duration.ZERO);
        assertThat(claim()).isEqualTo(before);
    }

    @Test
    void floatingVcpusJoinThoseOfTheirCell() {
        agent.destroy(VNF);
        spawn("vnf", 1, Map.of("hw:numa_nodes", "1"));
        var floatingOn = cell().floatingOn();
        grow(GrowRequest.of(1, memory(64)));
        assertThat(cell().floatingOn()).isEqualTo(floatingOn);
        assertThat(cell().pinning()).isEmpty();
        assertSettled();
    }

    @Test
    void whatIsNotInForceIsTakenBack() {
        var before = agent.claims();
        host.faults().distortNext(new Distortion.VcpuElsewhere(2, CpuSet.of(7)));
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> grow(GrowRequest.of(1, memory(128))))
                .hasMessageContaining("vcpu 2");
        assertThat(agent.claims()).isEqualTo(before);
        assertSettled();
    }

    @Test
    void aMovedGuestGivesBackWhereItIs() {
        grow(GrowRequest.of(1, memory(128)));
        var there = claim().spec().placement();
        var cell = cell();
        int other = 1 - cell.hostCell();
        var pins = new TreeMap<>(Map.of(0, 4 * other, 1, 4 * other + 1, 2, 4 * other + 2));
        var moved = new GuestPlacement(List.of(new PlacedCell(0, other, cell.vcpus(), pins, cell.floatingOn(),
                CpuSet.empty(), cell.memoryKib(), cell.pageSize())), there.sharedCpus(), CpuSet.range(4 * other,
                        4 * other + 2),
                there.ioThreads(), there.realtimeVcpus(), there.lockedMemory(), there.topology(), List.of());
        assertThat(agent.repin(VNF, moved)).isInstanceOf(RepinResult.Repinned.class);
        host.faults().keepNextDevice();
        host.faults().keepNextDevice();
        assertThat(agent.growth().giveBack(VNF, 1, Set.of(M1), Duration.ZERO).kept().vcpus()).hasSize(1);
        assertThat(claim().spec().placement()).isEqualTo(moved);
        agent.growth().giveBack(VNF, 1, Set.of(M1), Duration.ZERO);
        assertThat(cell().pinning()).isEqualTo(Map.of(0, 4 * other, 1, 4 * other + 1));
        assertSettled();
    }

    @Test
    void stoppedGuestGrowsForItsNextStart() {
        agent.stop(VNF, Duration.ZERO);
        assertThat(grow(GrowRequest.of(1, memory(128))).evidence()).isEmpty();
        agent.start(VNF);
        assertSettled();
    }

    @Test
    void madeAnewAGuestHasItsWholeSizeFromTheStart() {
        grow(GrowRequest.of(1, memory(128)));
        var file = Path.of("pom.xml").toAbsolutePath();
        agent.changes().rebuild(VNF, List.of(Disk.file(new DeviceId("root"), file, Disk.Format.RAW)));
        assertThat(claim().grown().none()).isTrue();
        assertThat(claim().spec().vcpus()).isEqualTo(3);
        assertSettled();
        assertRefused(Kind.INVALID_SPEC, () -> agent.growth().giveBack(VNF, 1, Set.of(), Duration.ZERO));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> {
            agent.destroy(VNF);
            agent.spawn(new SpawnRequest(VNF, "vnf", request(2, Map.of("hw:numa_nodes", "1")), new Boot.FirstDisk(),
                    List.of(), Optional.empty()));
            grow(GrowRequest.of(1));
        }).hasMessageContaining("headroom ends at 2");
        assertRefused(Kind.NOT_FOUND, () -> agent.growth().giveBack(VNF, 0, Set.of(M1), Duration.ZERO));
        agent.power().suspend(VNF);
        assertRefused(Kind.WRONG_STATE, () -> grow(GrowRequest.of(1)));
        assertRefused(Kind.WRONG_STATE, () -> agent.growth().giveBack(VNF, 0, Set.of(), Duration.ZERO));
        assertThat(claim().phase()).isEqualTo(Phase.ACTIVE);
    }
}
