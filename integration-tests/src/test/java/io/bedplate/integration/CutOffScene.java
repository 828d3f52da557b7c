package io.bedplate.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.RecoveryReport;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.libvirt.daemon.PrivateLibvirtd.Network;
import io.bedplate.probe.HostProbe;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A host with a bystander that is to notice nothing, on which operations on a second guest are cut off. What is left then
 * is asked of the kernel: processes, pages, network devices, files.
 */
final class CutOffScene implements AutoCloseable {
    static final String VNF = "cutvnf";
    private static final String BYSTANDER = "bystander";
    private static final String BRIDGE = "br50";
    /** Of the VNF, of 2 MiB each. */
    private static final long PAGES = 16;
    private static final List<Phase> AT_REST = List.of(Phase.ACTIVE, Phase.RESCUED, Phase.RESIZED);

    private final RealHost host;
    private final OptionalLong bystander;
    private final long usedBefore;
    private final List<String> devicesBefore;

    private CutOffScene(RealHost host) {
        this.host = host;
        bystander = RealHost.process(BYSTANDER);
        usedBefore = RealHost.pagesInUse();
        devicesBefore = host.networkDevices();
    }

    /** Skips the test where there is no libvirtd, or one CPU only. */
    static CutOffScene start() {
        assumeTrue(HostProbe.readThisHost().onlineCpus().size() > 1, "two CPUs are needed");
        var host = RealHost.start(PAGES, Network.OWN);
        host.addBridge(BRIDGE);
        try (var driver = host.open()) {
            var spawned = host.agent(driver, host.journal()).spawn(RealHost.order(BYSTANDER, 32, Map.of()));
            assertThat(spawned).isInstanceOf(Spawned.class);
        }
        return new CutOffScene(host);
    }

    RealHost host() {
        return host;
    }

    /** With disks made for it where something of them happens. */
    SpawnRequest order(RealOperation operation) {
        return operation.makesDisks() ? order(List.of()).storing(host.storage()) : order(List.of(disk("root")));
    }

    private SpawnRequest order(List<Disk> disks) {
        var plain = RealHost.order(VNF, 2 * PAGES, Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        var port = Nic.of(new DeviceId("card"), new MacAddress("52:54:00:00:50:01"), new NicBackend.Bridge(BRIDGE));
        return new SpawnRequest(plain.id(), VNF, plain.request(), plain.boot(), plain.storage(), disks, List.of(port),
                GuestHardware.PLAIN, Optional.empty());
    }

    /** An empty one. */
    Disk disk(String name) {
        var file = host.folder().resolve(name + ".img");
        try {
            if (Files.notExists(file)) {
                Files.write(file, new byte[1 << 20]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Disk.file(new DeviceId(name), file, Disk.Format.RAW);
    }

    /** Where copies go. */
    Path copy() {
        return host.folder().resolve("copy");
    }

    /** On the host's other CPU. */
    GuestPlacement elsewhere(Agent agent) {
        var former = claim(agent).orElseThrow().spec().placement();
        var cell = former.cells().getFirst();
        var to = CpuSet.of(HostProbe.readThisHost().onlineCpus().minus(cell.pinnedCpus()).first());
        var moved = new PlacedCell(0, cell.hostCell(), cell.vcpus(), new TreeMap<>(Map.of(0, to.first())),
                cell.floatingOn(), CpuSet.empty(), cell.memoryKib(), cell.pageSize());
        return new GuestPlacement(List.of(moved), former.sharedCpus(), to, former.ioThreads(), former.realtimeVcpus(),
                former.lockedMemory(), former.topology(), former.devices());
    }

    private static Optional<Claim> claim(Agent agent) {
        return agent.claims().stream().filter(claim -> claim.id().equals(RealHost.id(VNF))).findFirst();
    }

    /** Makes the guest as the operation wants it, and says what process it has. */
    OptionalLong prepare(RealOperation operation) {
        delete(copy());
        try (var driver = host.open()) {
            var agent = host.agent(driver, host.journal());
            agent.recover();
            // A row that failed must not spoil the next.
            agent.destroy(RealHost.id(VNF));
            operation.prepare(agent, this);
        }
        return RealHost.process(VNF);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A new agent recovers, and finds the claim with its guest, or neither; the next one has nothing to do. Once the guest
     * is destroyed, nothing of it is left.
     *
     * @param former the process of the guest before; empty = it may be another one now
     */
    void requireWhole(String what, RealOperation operation, OptionalLong former) {
        boolean copying = host.journal().claims().stream().anyMatch(claim -> claim.phase() == Phase.COPYING);
        try (var driver = host.open()) {
            var agent = host.agent(driver, host.journal());
            requireSettled(what, agent.recover());
            assertThat(copying && Files.exists(copy())).as(what + ": half a copy").isFalse();
            if (former.isPresent()) {
                assertThat(RealHost.process(VNF)).as(what).isEqualTo(former);
            }
            requireClaimOrNothing(what, operation, agent, driver);
            requireNothingMoreToDo(what, agent, driver);

            agent.destroy(RealHost.id(VNF));
            requireNothingLeft(what + ", destroyed", driver);
        }
    }

    private static void requireSettled(String what, RecoveryReport report) {
        assertThat(report.missing()).as(what).isEmpty();
        assertThat(report.unclaimed()).as(what).isEmpty();
        assertThat(report.unsettled()).as(what).isEmpty();
    }

    private void requireNothingMoreToDo(String what, Agent agent, VirtDriver driver) {
        var guests = driver.guests();
        var again = host.agent(driver, host.journal());
        assertThat(again.recover().undone()).as(what).isEmpty();
        assertThat(again.claims()).as(what).isEqualTo(agent.claims());
        assertThat(driver.guests()).as(what).isEqualTo(guests);
    }

    private void requireClaimOrNothing(String what, RealOperation operation, Agent agent, VirtDriver driver) {
        var claim = claim(agent);
        if (claim.isEmpty()) {
            requireNothingLeft(what, driver);
            return;
        }
        assertThat(claim.get().phase()).as(what).isIn(AT_REST);
        assertThat(claim.get().wanted()).as(what).isEmpty();
        var guest = driver.guest(RealHost.id(VNF)).orElseThrow();
        assertThat(guest.state() == GuestState.PAUSED && !operation.halts()).as(what + ": halted").isFalse();
        assertThat(RealHost.process(VNF)).as(what).isEqualTo(guest.pid());
        if (guest.state() == GuestState.RUNNING) {
            assertThat(agent.verify(guest.id()).differences()).as(what).isEmpty();
        }
        requireBystander(what, driver);
    }

    private void requireNothingLeft(String what, VirtDriver driver) {
        assertThat(driver.guests()).as(what).extracting(Guest::name).containsExactly(BYSTANDER);
        assertThat(host.filesOf(VNF)).as(what).isEmpty();
        RealHost.await(what + ": QEMU to end", () -> RealHost.process(VNF).isEmpty());
        RealHost.await(what + ": pages to return", () -> RealHost.pagesInUse() == usedBefore);
        RealHost.await(what + ": ports to go", () -> host.networkDevices().equals(devicesBefore));
        requireBystander(what, driver);
    }

    private void requireBystander(String what, VirtDriver driver) {
        var guest = driver.guest(RealHost.id(BYSTANDER)).orElseThrow();
        assertThat(guest.state()).as(what).isEqualTo(GuestState.RUNNING);
        assertThat(guest.pid()).as(what).isEqualTo(bystander).isPresent();
    }

    @Override
    public void close() {
        try (var driver = host.open()) {
            var agent = host.agent(driver, host.journal());
            agent.recover();
            agent.claims().forEach(claim -> agent.destroy(claim.id()));
        }
        List.of("root", "rescue", "data").forEach(name -> delete(host.folder().resolve(name + ".img")));
        delete(copy());
        host.close();
    }
}
