package io.bedplate.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulated host with a journal and one guest that is nobody's business, on which an operation is to be cut off. */
final class CutOffHost {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final Path COPY = Path.of("target", "cut-off-copy").toAbsolutePath();
    /** Where the simulated host has its disks. */
    private static final Path SIMULATED = Path.of("/simulated");

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 4));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private final MemoryJournal journal = new MemoryJournal();
    private final HostTopology empty = driver.host();

    /** All that an agent does to instances, each in every state that makes a difference. */
    enum Operation {
        SPAWN, SPAWN_OF_ANOTHERS_ID, START, START_FROM_DISK, START_OF_A_RUNNING_ONE, STOP, DESTROY, REPIN,
        REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE, REBOOT, SUSPEND, RESCUE, UNRESCUE, REBUILD, RESIZE, CONFIRM,
        REVERT, ATTACH, DETACH, ATTACH_OF_A_PORT, DETACH_OF_A_PORT, PAUSE, RESUME, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE,
        DUMP, GROW, GROW_OF_A_STOPPED_ONE,
        GROW_OF_A_SUSPENDED_ONE, GIVE_BACK,
        SPAWN_WITH_DISKS,
        DESTROY_WITH_DISKS, REBUILD_FROM_IMAGE, RESIZE_OF_THE_DISK, CONFIRM_OF_THE_DISK, REVERT_OF_THE_DISK,
        RESCUE_FROM_IMAGE, UNRESCUE_FROM_IMAGE;

        void work(Agent agent) {
            switch (this) {
                case SPAWN, SPAWN_OF_ANOTHERS_ID -> agent.spawn(CutOffOrders.order("vnf", "vf:1"));
                case SPAWN_WITH_DISKS -> agent.spawn(CutOffOrders.withDisks());
                case START, START_FROM_DISK, START_OF_A_RUNNING_ONE -> agent.start(CutOffOrders.VNF);
                case STOP -> agent.stop(CutOffOrders.VNF, Duration.ZERO);
                case DESTROY, DESTROY_WITH_DISKS -> agent.destroy(CutOffOrders.VNF);
                case REPIN, REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE -> move(agent);
                case REBOOT -> agent.power().reboot(CutOffOrders.VNF, Duration.ZERO);
                case SUSPEND -> agent.power().suspend(CutOffOrders.VNF);
                case RESCUE -> agent.rescues().rescue(CutOffOrders.VNF, CutOffOrders.disk("rescue"));
                case RESCUE_FROM_IMAGE -> agent.rescues().rescue(CutOffOrders.VNF, CutOffOrders.image());
                case UNRESCUE, UNRESCUE_FROM_IMAGE -> agent.rescues().unrescue(CutOffOrders.VNF);
                case REBUILD -> agent.changes().rebuild(CutOffOrders.VNF, List.of(CutOffOrders.disk("other")));
                case REBUILD_FROM_IMAGE -> agent.changes().rebuild(CutOffOrders.VNF, CutOffOrders.image());
                case RESIZE -> agent.changes().resize(CutOffOrders.VNF, CutOffOrders.request(3, ""), Duration.ZERO);
                case RESIZE_OF_THE_DISK -> CutOffOrders.enlarge(agent);
                case CONFIRM, CONFIRM_OF_THE_DISK -> agent.changes().confirm(CutOffOrders.VNF);
                case REVERT, REVERT_OF_THE_DISK -> agent.changes().revert(CutOffOrders.VNF);
                case ATTACH -> agent.attach(CutOffOrders.VNF, CutOffOrders.plug());
                case DETACH -> agent.detach(CutOffOrders.VNF, CutOffOrders.plug().id(), Duration.ZERO);
                case ATTACH_OF_A_PORT -> agent.attach(CutOffOrders.VNF, CutOffOrders.port(agent));
                case DETACH_OF_A_PORT -> agent.detach(CutOffOrders.VNF, CutOffOrders.PORT, Duration.ZERO);
                case PAUSE -> agent.power().pause(CutOffOrders.VNF);
                case RESUME -> agent.power().resume(CutOffOrders.VNF);
                case SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE ->
                    agent.copies().snapshot(CutOffOrders.VNF, CutOffOrders.ROOT, COPY, Quiescence.NONE);
                case DUMP -> agent.copies().dump(CutOffOrders.VNF, COPY);
                case GROW, GROW_OF_A_STOPPED_ONE, GROW_OF_A_SUSPENDED_ONE ->
                    agent.growth().grow(CutOffOrders.VNF, CutOffOrders.more());
                case GIVE_BACK ->
                    agent.growth().giveBack(CutOffOrders.VNF, 1, Set.of(CutOffOrders.MODULE), Duration.ZERO);
            }
        }

        private boolean ends(Guest guest) {
            return guest.id().equals(CutOffOrders.VNF) && switch (this) {
                case STOP, DESTROY, REBOOT, SUSPEND, RESCUE, UNRESCUE, REBUILD, RESIZE, REVERT, DESTROY_WITH_DISKS,
                        REBUILD_FROM_IMAGE, RESIZE_OF_THE_DISK, REVERT_OF_THE_DISK, RESCUE_FROM_IMAGE,
                        UNRESCUE_FROM_IMAGE ->
                    true;
                case SPAWN, SPAWN_OF_ANOTHERS_ID, START, START_FROM_DISK, START_OF_A_RUNNING_ONE, REPIN,
                        REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE, CONFIRM, ATTACH, DETACH, ATTACH_OF_A_PORT,
                        DETACH_OF_A_PORT, SNAPSHOT,
                        SNAPSHOT_OF_A_STOPPED_ONE, DUMP, PAUSE, RESUME, GROW, GROW_OF_A_STOPPED_ONE,
                        GROW_OF_A_SUSPENDED_ONE, GIVE_BACK, SPAWN_WITH_DISKS,
                        CONFIRM_OF_THE_DISK ->
                    false;
            };
        }

        private boolean halts(Guest guest) {
            return guest.id().equals(CutOffOrders.VNF) && (this == PAUSE || this == RESUME);
        }
    }

    private final Operation operation;
    private final List<Guest> before;

    private CutOffHost(Operation operation) {
        this.operation = operation;
        deleteCopy();
        var agent = agent();
        assertThat(agent.spawn(CutOffOrders.order("bystander", "vf:1"))).isInstanceOf(Spawned.class);
        prepare(agent);
        before = driver.guests();
    }

    /** A host where that operation can be done. */
    static CutOffHost preparedFor(Operation operation) {
        return new CutOffHost(operation);
    }

    private static void deleteCopy() {
        try {
            Files.deleteIfExists(COPY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(Agent agent) {
        switch (operation) {
            case SPAWN, SPAWN_WITH_DISKS -> {
            }
            case DESTROY_WITH_DISKS, REBUILD_FROM_IMAGE, RESIZE_OF_THE_DISK, RESCUE_FROM_IMAGE ->
                assertThat(agent.spawn(CutOffOrders.withDisks())).isInstanceOf(Spawned.class);
            case CONFIRM_OF_THE_DISK, REVERT_OF_THE_DISK -> {
                assertThat(agent.spawn(CutOffOrders.withDisks())).isInstanceOf(Spawned.class);
                CutOffOrders.enlarge(agent);
            }
            case UNRESCUE_FROM_IMAGE -> {
                spawned(agent, "");
                assertThat(agent.rescues().rescue(CutOffOrders.VNF, CutOffOrders.image())).isEmpty();
            }
            case SPAWN_OF_ANOTHERS_ID -> {
                spawned(agent, "vf:1");
                journal.remove(CutOffOrders.VNF);
            }
            case STOP, DESTROY, REBOOT, RESCUE, REBUILD -> spawned(agent, "vf:1");
            case UNRESCUE -> {
                spawned(agent, "");
                agent.rescues().rescue(CutOffOrders.VNF, CutOffOrders.disk("rescue"));
            }
            case CONFIRM, REVERT -> {
                spawned(agent, "");
                agent.changes().resize(CutOffOrders.VNF, CutOffOrders.request(3, ""), Duration.ZERO);
            }
            case DETACH -> {
                spawned(agent, "");
                agent.attach(CutOffOrders.VNF, CutOffOrders.plug());
            }
            case DETACH_OF_A_PORT -> {
                spawned(agent, "");
                agent.attach(CutOffOrders.VNF, CutOffOrders.port(agent));
            }
            case GIVE_BACK -> {
                spawned(agent, "");
                agent.growth().grow(CutOffOrders.VNF, CutOffOrders.more());
            }
            case START_OF_A_RUNNING_ONE, REPIN, SUSPEND, RESIZE, ATTACH, ATTACH_OF_A_PORT, PAUSE, SNAPSHOT, DUMP,
                    GROW ->
                spawned(agent, "");
            case RESUME -> {
                spawned(agent, "");
                agent.power().pause(CutOffOrders.VNF);
            }
            case START, REPIN_OF_A_STOPPED_ONE, SNAPSHOT_OF_A_STOPPED_ONE, GROW_OF_A_STOPPED_ONE -> {
                spawned(agent, "");
                agent.stop(CutOffOrders.VNF, Duration.ZERO);
            }
            case START_FROM_DISK, REPIN_OF_A_SUSPENDED_ONE, GROW_OF_A_SUSPENDED_ONE -> {
                spawned(agent, "");
                driver.suspending().orElseThrow().suspend(CutOffOrders.VNF);
            }
        }
    }

    private static void spawned(Agent agent, String devices) {
        assertThat(agent.spawn(CutOffOrders.order("vnf", devices))).isInstanceOf(Spawned.class);
    }

    /** To the last pCPUs of the host, with its memory. */
    private static void move(Agent agent) {
        var former = agent.claims().stream().filter(claim -> claim.id().equals(CutOffOrders.VNF)).findFirst()
                .orElseThrow().spec()
                .placement();
        var cell = former.cells().getFirst();
        var moved = new PlacedCell(0, 1, cell.vcpus(), Samples.pins(0, 15, 1, 14), cell.floatingOn(), CpuSet.empty(),
                cell.memoryKib(), cell.pageSize());
        agent.repin(CutOffOrders.VNF, new GuestPlacement(List.of(moved), former.sharedCpus(), CpuSet.of(14, 15),
                former.ioThreads(), former.realtimeVcpus(), former.lockedMemory(), former.topology(), List.of()));
    }

    private Agent agent() {
        return new Agent(driver, host.files(), journal, HostConfig.NONE, CLOCK);
    }

    /** An agent all of whose steps are counted. */
    Agent agentOn(Steps steps) {
        host.faults().watchSteps(_ -> steps.pass());
        return new Agent(steps.around(VirtDriver.class, driver), host.files(), steps.around(Journal.class, journal),
                HostConfig.NONE, CLOCK);
    }

    /** The host's steps are nobody's any more. */
    void countNoMore() {
        host.faults().watchSteps(_ -> {});
    }

    /** What can be seen from outside. */
    private record Seen(List<Guest> guests, List<Claim> claims, List<Evidence> evidence, HostTopology host,
            List<Path> disks) {}

    private Seen seen(Agent agent) {
        return new Seen(driver.guests(), journal.claims(), agent.verifyAll(), driver.host(), host.disks().files());
    }

    /** Recovers, and finds every claim with its guest in force and nothing that no claim holds; twice. */
    void requireWholeAfterRecovery(String what) {
        boolean copying = journal.claims().stream().anyMatch(claim -> claim.phase() == Phase.COPYING);
        var agent = agent();
        var report = agent.recover();
        if (copying) {
            assertThat(COPY).as(what).doesNotExist();
        }
        assertThat(report.missing()).as(what).isEmpty();
        assertThat(report.unsettled()).as(what).isEmpty();
        requireNothingTouched(what);
        requireClaimsAndGuestsAgree(what, agent, report);
        requireDisksOfClaimsOnly(what, agent);
        requireFunctionsOfClaimsOnly(what, agent, report);
        var first = seen(agent);

        var second = agent();
        assertThat(second.recover().undone()).as(what).isEmpty();
        assertThat(seen(second)).as(what).isEqualTo(first);
        requireNothingHeldOnceAllIsDestroyed(what, second);
    }

    /** Whoever ran has the process it had, unless it was to end; and memory on disk is not dropped. */
    private void requireNothingTouched(String what) {
        for (var guest : before) {
            var now = driver.guest(guest.id());
            if (guest.pid().isPresent() && !operation.ends(guest)) {
                assertThat(now.map(Guest::pid)).as(what).contains(guest.pid());
                assertThat(operation.halts(guest) || now.equals(Optional.of(guest))).as(what).isTrue();
            }
            if (guest.state() == GuestState.SUSPENDED) {
                assertThat(now.orElseThrow().state()).as(what).isIn(GuestState.SUSPENDED, GuestState.RUNNING);
            }
        }
    }

    private void requireClaimsAndGuestsAgree(String what, Agent agent, RecoveryReport report) {
        assertThat(agent.claims()).as(what).isEqualTo(journal.claims())
                .allSatisfy(claim -> assertThat(claim.phase()).isIn(Phase.ACTIVE, Phase.RESCUED, Phase.RESIZED))
                .allSatisfy(claim -> assertThat(claim.wanted()).isEmpty());
        for (var guest : driver.guests()) {
            assertThat(guest.state() == GuestState.PAUSED && !operation.halts(guest)).as(what).isFalse();
            if (guest.state() == GuestState.RUNNING && !report.unclaimed().contains(guest.id())) {
                assertThat(agent.verify(guest.id()).differences()).as(what).isEmpty();
            }
        }
    }

    /** Every disk made is one of a claim's, and every one that a claim names is there. */
    private void requireDisksOfClaimsOnly(String what, Agent agent) {
        var needed = new TreeSet<Path>();
        var rescued = agent.claims().stream().filter(claim -> claim.phase() == Phase.RESCUED).map(Claim::id).toList();
        for (var claim : agent.claims()) {
            Stream.concat(Stream.of(claim.spec()), claim.former().stream()).flatMap(spec -> spec.disks().stream())
                    .map(disk -> ((DiskSource.File) disk.source()).path()).filter(file -> file.startsWith(SIMULATED))
                    .forEach(needed::add);
        }
        var making = driver.diskMaking().orElseThrow();
        var there = Stream.of(CutOffOrders.VNF, CutOffOrders.id("bystander")).flatMap(id -> making.made(id).stream()
                .filter(disk -> !rescued.contains(id) || !disk.id().text().equals("rescue"))).map(MadeDisk::file)
                .toList();
        assertThat(there).as(what).containsExactlyInAnyOrderElementsOf(needed);
    }

    /** Every function that a guest has is one of its claim's, and every one that a claim holds its guest has. */
    private void requireFunctionsOfClaimsOnly(String what, Agent agent, RecoveryReport report) {
        if (report.unclaimed().isEmpty()) {
            assertThat(host.functionsInUse()).as(what).isEqualTo(agent.state().usage().pci());
        }
    }

    private void requireNothingHeldOnceAllIsDestroyed(String what, Agent agent) {
        agent.claims().forEach(claim -> agent.destroy(claim.id()));
        // What is left is not the agent's, and was there before.
        assertThat(before).as(what).containsAll(driver.guests());
        driver.guests().forEach(guest -> driver.destroy(guest.id()));
        assertThat(driver.host()).as(what).isEqualTo(empty);
        driver.diskMaking().orElseThrow().tidy(Duration.ZERO);
        assertThat(host.disks().files()).as(what).isEmpty();
        assertThat(agent.state().usage()).as(what).isEqualTo(HostUsage.NONE);
    }
}
