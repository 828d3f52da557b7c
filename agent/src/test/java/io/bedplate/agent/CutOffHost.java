package io.bedplate.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciAlias;
import io.bedplate.nfv.PciAliases;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulated host with a journal and one guest that is nobody's business, on which an operation is to be cut off. */
final class CutOffHost {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final InstanceId VNF = id("vnf");
    private static final DeviceId ROOT = new DeviceId("root");
    private static final Path COPY = Path.of("target", "cut-off-copy").toAbsolutePath();
    private static final DeviceId MODULE = new DeviceId("m1");
    /** Where the simulated host has its disks. */
    private static final Path SIMULATED = Path.of("/simulated");
    private static final PciAlias VF = new PciAlias("vf", Optional.of("8086"), Optional.of("154c"),
            Optional.of(PciDeviceType.VF), Optional.empty());

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 4));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private final MemoryJournal journal = new MemoryJournal();
    private final HostTopology empty = driver.host();

    /** All that an agent does to instances, each in every state that makes a difference. */
    enum Operation {
        SPAWN, SPAWN_OF_ANOTHERS_ID, START, START_FROM_DISK, START_OF_A_RUNNING_ONE, STOP, DESTROY, REPIN,
        REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE, REBOOT, SUSPEND, RESCUE, UNRESCUE, REBUILD, RESIZE, CONFIRM,
        REVERT, ATTACH, DETACH, PAUSE, RESUME, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE, DUMP, GROW, GROW_OF_A_STOPPED_ONE,
        GROW_OF_A_SUSPENDED_ONE, GIVE_BACK,
        SPAWN_WITH_DISKS,
        DESTROY_WITH_DISKS, REBUILD_FROM_IMAGE, RESIZE_OF_THE_DISK, CONFIRM_OF_THE_DISK, REVERT_OF_THE_DISK,
        RESCUE_FROM_IMAGE, UNRESCUE_FROM_IMAGE;

        void work(Agent agent) {
            switch (this) {
                case SPAWN, SPAWN_OF_ANOTHERS_ID -> agent.spawn(order("vnf", "vf:1"));
                case SPAWN_WITH_DISKS -> agent.spawn(withDisks());
                case START, START_FROM_DISK, START_OF_A_RUNNING_ONE -> agent.start(VNF);
                case STOP -> agent.stop(VNF, Duration.ZERO);
                case DESTROY, DESTROY_WITH_DISKS -> agent.destroy(VNF);
                case REPIN, REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE -> move(agent);
                case REBOOT -> agent.power().reboot(VNF, Duration.ZERO);
                case SUSPEND -> agent.power().suspend(VNF);
                case RESCUE -> agent.rescues().rescue(VNF, disk("rescue"));
                case RESCUE_FROM_IMAGE -> agent.rescues().rescue(VNF, image());
                case UNRESCUE, UNRESCUE_FROM_IMAGE -> agent.rescues().unrescue(VNF);
                case REBUILD -> agent.changes().rebuild(VNF, List.of(disk("other")));
                case REBUILD_FROM_IMAGE -> agent.changes().rebuild(VNF, image());
                case RESIZE -> agent.changes().resize(VNF, request(3, ""), Duration.ZERO);
                case RESIZE_OF_THE_DISK -> enlarge(agent);
                case CONFIRM, CONFIRM_OF_THE_DISK -> agent.changes().confirm(VNF);
                case REVERT, REVERT_OF_THE_DISK -> agent.changes().revert(VNF);
                case ATTACH -> agent.attach(VNF, plug());
                case DETACH -> agent.detach(VNF, plug().id(), Duration.ZERO);
                case PAUSE -> agent.power().pause(VNF);
                case RESUME -> agent.power().resume(VNF);
                case SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE ->
                    agent.copies().snapshot(VNF, ROOT, COPY, Quiescence.NONE);
                case DUMP -> agent.copies().dump(VNF, COPY);
                case GROW, GROW_OF_A_STOPPED_ONE, GROW_OF_A_SUSPENDED_ONE -> agent.growth().grow(VNF, more());
                case GIVE_BACK -> agent.growth().giveBack(VNF, 1, Set.of(MODULE), Duration.ZERO);
            }
        }

        private boolean ends(Guest guest) {
            return guest.id().equals(VNF) && switch (this) {
                case STOP, DESTROY, REBOOT, SUSPEND, RESCUE, UNRESCUE, REBUILD, RESIZE, REVERT, DESTROY_WITH_DISKS,
                        REBUILD_FROM_IMAGE, RESIZE_OF_THE_DISK, REVERT_OF_THE_DISK, RESCUE_FROM_IMAGE,
                        UNRESCUE_FROM_IMAGE ->
                    true;
                case SPAWN, SPAWN_OF_ANOTHERS_ID, START, START_FROM_DISK, START_OF_A_RUNNING_ONE, REPIN,
                        REPIN_OF_A_STOPPED_ONE, REPIN_OF_A_SUSPENDED_ONE, CONFIRM, ATTACH, DETACH, SNAPSHOT,
                        SNAPSHOT_OF_A_STOPPED_ONE, DUMP, PAUSE, RESUME, GROW, GROW_OF_A_STOPPED_ONE,
                        GROW_OF_A_SUSPENDED_ONE, GIVE_BACK, SPAWN_WITH_DISKS,
                        CONFIRM_OF_THE_DISK ->
                    false;
            };
        }

        private boolean halts(Guest guest) {
            return guest.id().equals(VNF) && (this == PAUSE || this == RESUME);
        }
    }

    private final Operation operation;
    private final List<Guest> before;

    private CutOffHost(Operation operation) {
        this.operation = operation;
        deleteCopy();
        var agent = agent();
        assertThat(agent.spawn(order("bystander", "vf:1"))).isInstanceOf(Spawned.class);
        prepare(agent);
        before = driver.guests();
    }

    /** A host where that operation can be done. */
    static CutOffHost preparedFor(Operation operation) {
        return new CutOffHost(operation);
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static SpawnRequest order(String name, String devices) {
        var room = GuestHardware.PLAIN.with(new Headroom(4, 1 << 20));
        return new SpawnRequest(id(name), name, request(2, devices), new Boot.FirstDisk(),
                StorageRequest.NONE, List.of(disk(ROOT.toString())), List.of(), room, Optional.empty());
    }

    private static GrowRequest more() {
        return GrowRequest.of(1, new GrowRequest.Memory(MODULE, 0, 131072));
    }

    /** Dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    private static NfvRequest request(int vcpus, String devices) {
        var specs = new TreeMap<>(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        if (!devices.isEmpty()) {
            specs.put("pci_passthrough:alias", devices);
        }
        var input = RequestInput.of(new Flavor(vcpus, 256L * vcpus, new ExtraSpecs(specs)),
                ImageProperties.of(Map.of()));
        return ((RequestResult.Valid) NfvRequests.read(input, Optional.of(PciAliases.of(List.of(VF))))).request();
    }

    private static Disk disk(String name) {
        // The simulated host wants a file there; nobody reads it.
        return Disk.file(new DeviceId(name), Path.of("pom.xml").toAbsolutePath(), Disk.Format.RAW);
    }

    /** Any file is a raw image. */
    private static Image image() {
        var file = Path.of("pom.xml").toAbsolutePath();
        try {
            var digest = Checksum.Algorithm.SHA256.digest();
            digest.update(Files.readAllBytes(file));
            return new Image(file, "raw", Checksum.of(Checksum.Algorithm.SHA256, digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three disks made for it, and one that is there. */
    private static SpawnRequest withDisks() {
        var wishes = GuestWishes.of(new Flavor(2, 512, new ExtraSpecs(new TreeMap<>())), ImageProperties.of(Map.of()));
        var storage = StorageRequest.of(image(), new DiskSizes(1, 0, 64), Map.of("a", new byte[1]), wishes);
        return new SpawnRequest(VNF, "vnf", request(2, ""), new Boot.FirstDisk(), List.of(disk("data")),
                Optional.empty()).storing(storage);
    }

    private static void enlarge(Agent agent) {
        assertThat(agent.changes().resize(VNF, request(3, ""), OptionalLong.of(2048), Duration.ZERO))
                .isInstanceOf(ChangeResult.Resized.class);
    }

    private static Attachment plug() {
        return new Attachment.OfDisk(disk("data"));
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
                assertThat(agent.spawn(withDisks())).isInstanceOf(Spawned.class);
            case CONFIRM_OF_THE_DISK, REVERT_OF_THE_DISK -> {
                assertThat(agent.spawn(withDisks())).isInstanceOf(Spawned.class);
                enlarge(agent);
            }
            case UNRESCUE_FROM_IMAGE -> {
                spawned(agent, "");
                assertThat(agent.rescues().rescue(VNF, image())).isEmpty();
            }
            case SPAWN_OF_ANOTHERS_ID -> {
                spawned(agent, "vf:1");
                journal.remove(VNF);
            }
            case STOP, DESTROY, REBOOT, RESCUE, REBUILD -> spawned(agent, "vf:1");
            case UNRESCUE -> {
                spawned(agent, "");
                agent.rescues().rescue(VNF, disk("rescue"));
            }
            case CONFIRM, REVERT -> {
                spawned(agent, "");
                agent.changes().resize(VNF, request(3, ""), Duration.ZERO);
            }
            case DETACH -> {
                spawned(agent, "");
                agent.attach(VNF, plug());
            }
            case GIVE_BACK -> {
                spawned(agent, "");
                agent.growth().grow(VNF, more());
            }
            case START_OF_A_RUNNING_ONE, REPIN, SUSPEND, RESIZE, ATTACH, PAUSE, SNAPSHOT, DUMP, GROW ->
                spawned(agent, "");
            case RESUME -> {
                spawned(agent, "");
                agent.power().pause(VNF);
            }
            case START, REPIN_OF_A_STOPPED_ONE, SNAPSHOT_OF_A_STOPPED_ONE, GROW_OF_A_STOPPED_ONE -> {
                spawned(agent, "");
                agent.stop(VNF, Duration.ZERO);
            }
            case START_FROM_DISK, REPIN_OF_A_SUSPENDED_ONE, GROW_OF_A_SUSPENDED_ONE -> {
                spawned(agent, "");
                driver.suspending().orElseThrow().suspend(VNF);
            }
        }
    }

    private static void spawned(Agent agent, String devices) {
        assertThat(agent.spawn(order("vnf", devices))).isInstanceOf(Spawned.class);
    }

    /** To the last pCPUs of the host, with its memory. */
    private static void move(Agent agent) {
        var former = agent.claims().stream().filter(claim -> claim.id().equals(VNF)).findFirst().orElseThrow().spec()
                .placement();
        var cell = former.cells().getFirst();
        var moved = new PlacedCell(0, 1, cell.vcpus(), Samples.pins(0, 15, 1, 14), cell.floatingOn(), CpuSet.empty(),
                cell.memoryKib(), cell.pageSize());
        agent.repin(VNF, new GuestPlacement(List.of(moved), former.sharedCpus(), CpuSet.of(14, 15),
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
        var there = Stream.of(VNF, id("bystander")).flatMap(id -> making.made(id).stream()
                .filter(disk -> !rescued.contains(id) || !disk.id().text().equals("rescue"))).map(MadeDisk::file)
                .toList();
        assertThat(there).as(what).containsExactlyInAnyOrderElementsOf(needed);
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
