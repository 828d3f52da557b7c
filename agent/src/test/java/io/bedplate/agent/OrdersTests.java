package io.bedplate.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.agent.Change.CopyTo;
import io.bedplate.agent.Change.From;
import io.bedplate.agent.Change.InRescue;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.journal.FileJournal;
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
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Orders on an instance that runs, each also cut off, on a simulated host of two cells with eight CPUs each. */
final class OrdersTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final InstanceId ID = new InstanceId(UUID.nameUUIDFromBytes("vnf".getBytes(StandardCharsets.UTF_8)));
    private static final Disk ROOT = Disk.file(new DeviceId("root"), Path.of("/images/root"), Disk.Format.RAW);
    private static final Disk RESCUE = Disk.file(new DeviceId("rescue"), Path.of("/images/rescue"), Disk.Format.RAW);

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Claim spawned;

    @BeforeEach
    void spawnOne() {
        agent = newAgent();
        spawned = ((SpawnResult.Spawned) agent.spawn(new SpawnRequest(ID, "vnf", request(4), new Boot.FirstDisk(),
                List.of(ROOT), Optional.empty()))).claim();
    }

    private Path journal() {
        return folder.resolve("claims");
    }

    private Agent newAgent() {
        return new Agent(driver, host.files(), new FileJournal(journal()), HostConfig.NONE, CLOCK);
    }

    /** The agent ended while the journal said that; another one takes over. */
    private RecoveryReport recoverFrom(Claim claim) {
        new FileJournal(journal()).put(claim);
        agent = newAgent();
        return agent.recover();
    }

    /** Dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    private static NfvRequest request(int vcpus) {
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        return ((RequestResult.Valid) NfvRequests
                .read(RequestInput.of(new Flavor(vcpus, 256L * vcpus, specs), ImageProperties.of(Map.of()))))
                .request();
    }

    private Optional<GuestState> state() {
        return driver.guest(ID).map(Guest::state);
    }

    private void assertSettledAs(Claim claim, GuestState state) {
        assertThat(agent.claims()).containsExactly(claim);
        assertThat(new FileJournal(journal()).claims()).containsExactly(claim);
        assertThat(state()).contains(state);
        if (state == GuestState.RUNNING) {
            assertThat(agent.verify(ID).differences()).isEmpty();
        }
    }

    private static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VirtDriverException.class,
                e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    private CpuSet held() {
        return agent.claims().stream().map(claim -> claim.spec().placement().dedicatedCpus()
                .or(claim.former().map(spec -> spec.placement().dedicatedCpus()).orElse(CpuSet.empty())))
                .reduce(CpuSet.empty(), CpuSet::or);
    }

    @Test
    void rebootPauseAndSuspensionLeaveTheClaimAsItIs() {
        agent.power().reboot(ID, Duration.ZERO);
        assertSettledAs(spawned, GuestState.RUNNING);
        agent.power().pause(ID);
        assertSettledAs(spawned, GuestState.PAUSED);
        agent.power().resume(ID);
        agent.power().injectNmi(ID);
        assertSettledAs(spawned, GuestState.RUNNING);
        agent.power().suspend(ID);
        assertSettledAs(spawned, GuestState.SUSPENDED);
        agent.start(ID);
        assertSettledAs(spawned, GuestState.RUNNING);
        assertRefused(Kind.NOT_FOUND, () -> agent.power().pause(new InstanceId(new UUID(0, 1))));
    }

    @Test
    void rebootThatWasCutOffEndsInRunning() {
        driver.stop(ID, Duration.ZERO);
        assertThat(recoverFrom(spawned.in(Phase.REBOOTING)).kept()).containsExactly(ID);
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    @Test
    void refusedRebootIsStoppedAndClaimed() {
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> agent.power().reboot(ID, Duration.ZERO));
        assertSettledAs(spawned, GuestState.STOPPED);
    }

    @Test
    void rescuedInstanceComesBackAndIsKeptThroughARestart() {
        agent.rescues().rescue(ID, RESCUE);
        assertThat(agent.claims()).containsExactly(spawned.in(Phase.RESCUED, new InRescue(true)));
        assertRefused(Kind.WRONG_STATE, () -> agent.rescues().rescue(ID, RESCUE));
        agent = newAgent();
        assertThat(agent.recover().kept()).containsExactly(ID);
        agent.rescues().unrescue(ID);
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESCUING", "UNRESCUING"})
    void rescueThatWasCutOffIsBroughtBack(Phase phase) {
        for (boolean started : new boolean[]{true, false}) {
            if (started) {
                driver.rescuing().orElseThrow().rescue(ID, RESCUE, LaunchGate.OPEN);
            } else {
                driver.stop(ID, Duration.ZERO);
            }
            assertThat(recoverFrom(spawned.in(phase, new InRescue(true))).unsettled()).isEmpty();
            assertSettledAs(spawned, GuestState.RUNNING);
        }
    }

    @Test
    void rescueThatFailsLeavesTheInstanceRunningAsItWas() {
        host.faults().failNext(SpawnStep.START, Kind.INTERNAL);
        assertRefused(Kind.INTERNAL, () -> agent.rescues().rescue(ID, RESCUE));
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    @Test
    void rebuiltInstanceHasOtherDisksInItsPlace() {
        var other = Disk.file(new DeviceId("root"), Path.of("/images/other"), Disk.Format.QCOW2);
        var rebuilt = agent.changes().rebuild(ID, List.of(other));
        assertThat(rebuilt.spec().disks()).containsExactly(other);
        assertThat(rebuilt.spec().placement()).isEqualTo(spawned.spec().placement());
        assertSettledAs(rebuilt, GuestState.RUNNING);
    }

    @Test
    void resizedInstanceHoldsBothPlacesUntilItIsConfirmed() {
        var resized = ((ChangeResult.Resized) agent.changes().resize(ID, request(6), Duration.ZERO)).claim();
        assertThat(resized.phase()).isEqualTo(Phase.RESIZED);
        assertThat(held().size()).isEqualTo(4 + 6);
        assertThat(agent.state().usage().pinnedCpus().size()).isEqualTo(10);
        assertThat(agent.verify(ID).differences()).isEmpty();
        agent = newAgent();
        agent.recover();
        assertThat(agent.claims()).containsExactly(resized);
        assertSettledAs(agent.changes().confirm(ID), GuestState.RUNNING);
        assertThat(held().size()).isEqualTo(6);
        assertRefused(Kind.WRONG_STATE, () -> agent.changes().revert(ID));
    }

    @Test
    void revertedInstanceIsExactlyWhereItWas() {
        agent.changes().resize(ID, request(6), Duration.ZERO);
        agent.changes().revert(ID);
        assertSettledAs(spawned, GuestState.RUNNING);
        assertThat(held()).isEqualTo(spawned.spec().placement().dedicatedCpus());
    }

    @Test
    void stoppedInstanceIsResizedStopped() {
        agent.stop(ID, Duration.ZERO);
        agent.changes().resize(ID, request(2), Duration.ZERO);
        assertThat(state()).contains(GuestState.STOPPED);
        agent.start(ID);
        assertThat(agent.verify(ID).differences()).isEmpty();
    }

    @Test
    void sizeThatDoesNotFitBesideTheOldOneIsRejected() {
        assertThat(agent.changes().resize(ID, request(13), Duration.ZERO))
                .isInstanceOf(ChangeResult.Rejected.class);
        assertSettledAs(spawned, GuestState.RUNNING);
        agent.power().suspend(ID);
        assertRefused(Kind.WRONG_STATE, () -> agent.changes().resize(ID, request(2), Duration.ZERO));
        assertSettledAs(spawned, GuestState.SUSPENDED);
    }

    @Test
    void resizeThatIsNotInForceGoesBack() {
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> agent.changes().resize(ID, request(6), Duration.ZERO));
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    /** Cut off before the first step, after the guest stopped, after it was redefined, and after it was started. */
    @ParameterizedTest
    @EnumSource(names = {"REBUILDING", "RESIZING", "REVERTING"})
    void changeThatWasCutOffGoesBack(Phase phase) {
        var resized = ((ChangeResult.Resized) agent.changes().resize(ID, request(6), Duration.ZERO)).claim();
        agent.changes().revert(ID);
        var moving = resized.in(phase, new From(spawned.spec(), true));
        List<Runnable> steps = List.of(() -> {}, () -> driver.stop(ID, Duration.ZERO),
                () -> driver.redefining().orElseThrow().redefine(resized.spec()),
                () -> driver.start(ID, LaunchGate.OPEN));
        for (int cutAfter = 0; cutAfter < steps.size(); cutAfter++) {
            steps.subList(0, cutAfter + 1).forEach(Runnable::run);
            assertThat(recoverFrom(moving).unsettled()).isEmpty();
            assertSettledAs(spawned, GuestState.RUNNING);
        }
    }

    @Test
    void whatCannotBeSettledKeepsBothPlacesForTheNextRecovery() {
        var resized = ((ChangeResult.Resized) agent.changes().resize(ID, request(6), Duration.ZERO)).claim();
        host.faults().failNext(SpawnStep.START, Kind.UNAVAILABLE);
        var moving = resized.in(Phase.REVERTING, new From(spawned.spec(), true));
        assertThat(recoverFrom(moving).unsettled()).containsExactly(ID);
        assertThat(held().size()).isEqualTo(10);
        agent.changes().revert(ID);
        assertThat(agent.claims()).containsExactly(spawned);
    }

    @Test
    void snapshotAndDumpAreWrittenAndTheClaimStands() throws IOException {
        var target = folder.resolve("copy.qcow2");
        assertThat(agent.copies().snapshot(ID, ROOT.id(), target, Quiescence.TRY).file()).isEqualTo(target);
        assertThat(target).isNotEmptyFile();
        var core = folder.resolve("core");
        agent.copies().dump(ID, core);
        assertThat(core).isNotEmptyFile();
        assertSettledAs(spawned, GuestState.RUNNING);
        assertRefused(Kind.INVALID_SPEC, () -> agent.copies().dump(ID, core));
        assertThat(core).isNotEmptyFile();
        assertRefused(Kind.INVALID_SPEC, () -> agent.copies().snapshot(ID, RESCUE.id(), folder.resolve("other"),
                Quiescence.NONE));
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    @Test
    void copyThatWasCutOffLeavesNoFile() throws IOException {
        var target = Files.writeString(folder.resolve("half"), "half of it");
        assertThat(recoverFrom(spawned.in(Phase.COPYING, new CopyTo(target))).kept()).containsExactly(ID);
        assertThat(target).doesNotExist();
        assertSettledAs(spawned, GuestState.RUNNING);
    }

    @Test
    void consolesAndAgentsAreReachedThroughTheDriver() {
        assertThat(agent.contacts().consoles(ID)).isEmpty();
        assertRefused(Kind.UNSUPPORTED, () -> agent.contacts().setPassword(ID, "root", "secret"));
        assertRefused(Kind.NOT_FOUND, () -> agent.contacts().consoles(new InstanceId(new UUID(0, 1))));
    }

    @Test
    void driverWithoutTheAbilitiesIsUnsupported() {
        var bare = new Agent(FakeDriver.attach(host, Set.of(), CLOCK, Runnable::run), host.files(),
                new FileJournal(journal()), HostConfig.NONE, CLOCK);
        bare.readClaims();
        List<ThrowingCallable> orders = List.of(() -> bare.power().reboot(ID, Duration.ZERO),
                () -> bare.power().suspend(ID), () -> bare.rescues().rescue(ID, RESCUE),
                () -> bare.changes().rebuild(ID, List.of()), () -> bare.copies().dump(ID, folder.resolve("c")),
                () -> bare.contacts().consoles(ID));
        assertThat(orders).allSatisfy(order -> assertRefused(Kind.UNSUPPORTED, order));
    }

    @Test
    void resizedInstanceCanBeDestroyed() {
        agent.changes().resize(ID, request(6), Duration.ZERO);
        agent.destroy(ID);
        assertThat(agent.claims()).isEmpty();
        assertThat(journal()).isEmptyDirectory();
        assertThat(driver.guests()).isEmpty();
    }
}
