package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Neighbours;
import io.bedplate.agent.SpawnResult.Rejected;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.files.HostFiles;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.PlanResult;
import io.bedplate.nfv.Rejection;
import io.bedplate.probe.HostProbe;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

import static org.assertj.core.api.Assertions.assertThat;

/** The lab host with one agent on its libvirtd: the first cores are for everybody, all others are for dedicated vCPUs. */
final class ComputeHost implements AutoCloseable {
    private final VirtDriver driver;
    private final Path state;
    private final Agent agent;

    private ComputeHost(VirtDriver driver, Path state, Neighbours neighbours, int sharedCores) {
        this.driver = driver;
        this.state = state;
        agent = new Agent(driver, HostFiles.real(), new FileJournal(state.resolve("claims")), config(sharedCores),
                InstantSource.system(), neighbours);
    }

    static ComputeHost open() {
        try {
            return at(Files.createTempDirectory("agent"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With an agent whose claims are in that folder. */
    static ComputeHost at(Path state) {
        return at(state, Neighbours.NONE, 1);
    }

    /** The same, with other hosts, and with more cores for everybody. */
    static ComputeHost at(Path state, Neighbours neighbours, int sharedCores) {
        return new ComputeHost(VirtDrivers.open("libvirt", DriverConfig.of(Map.of("domain_type", "kvm"))), state,
                neighbours, sharedCores);
    }

    private static HostConfig config(int sharedCores) {
        var host = HostProbe.readThisHost();
        var shared = host.cores().stream().limit(sharedCores).reduce(CpuSet.empty(), CpuSet::or);
        var none = HostConfig.NONE;
        return new HostConfig(Optional.of(host.onlineCpus().minus(shared)), Optional.of(shared), none.reservedPages(),
                none.physicalNetworks(), none.tunnelCells());
    }

    /** The agent's folder, as the command line takes it. */
    Path state() {
        return state;
    }

    Agent agent() {
        return agent;
    }

    /** A guest that must fit. */
    LabGuest spawn(GuestOrder order) {
        var result = agent.spawn(order.toRequest());
        assertThat(result).isInstanceOf(Spawned.class);
        return running(order);
    }

    /** A guest that was spawned for that order, maybe by another agent of this host. */
    LabGuest running(GuestOrder order) {
        var claim = agent.claims().stream().filter(one -> one.spec().name().equals(order.name())).findFirst()
                .orElseThrow();
        return new LabGuest(claim, driver.guest(claim.id()).orElseThrow().pid().orElseThrow(), order.console());
    }

    /** Why it does not fit, which it must not. */
    Rejection refusal(GuestOrder order) {
        var result = agent.spawn(order.toRequest());
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).rejection();
    }

    PlanResult plan(GuestOrder order) {
        return NfvPlanner.plan(agent.state(), order.toRequest().request());
    }

    /** Leaves the guests running. */
    void leave() {
        driver.close();
    }

    /** Ends all guests. */
    @Override
    public void close() {
        agent.claims().forEach(claim -> agent.destroy(claim.id()));
        leave();
        try (var files = Files.walk(state)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
