package io.bedplate.integration;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Agent;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.kernel.ControlGroup;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.agent.proof.VcpuHold;
import io.bedplate.agent.watch.Finding;
import io.bedplate.agent.watch.PlacementWatch;
import io.bedplate.agent.watch.WatchPolicy;
import io.bedplate.agent.watch.WatchPolicy.Repair;
import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.probe.HostProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real QEMU, tampered with by hand: what the next round of the watch tells, and what it puts right. */
final class RealTamperTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final String GUEST = "tampered";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void whatAHandDoesIsToldAndPutRight() throws Exception {
        assumeTrue(HostProbe.readThisHost().onlineCpus().size() > 1,
                "one CPU alone leaves no other to move a thread to");
        try (var host = RealHost.start(0);
                var driver = host.open();
                var executor = Executors.newSingleThreadScheduledExecutor()) {
            var agent = host.agent(driver, host.journal());
            assertThat(agent.spawn(RealHost.order(GUEST, 64, Map.of("hw:cpu_policy", "dedicated"))))
                    .isInstanceOf(Spawned.class);
            try {
                tamperWith(agent, executor);
            } finally {
                agent.destroy(RealHost.id(GUEST));
                executor.shutdownNow();
            }
        }
    }

    private void tamperWith(Agent agent, ScheduledExecutorService executor) throws Exception {
        try (var watch = watch(agent, Repair.NONE, executor)) {
            watch.round();
            assertThat(findings).singleElement().isInstanceOf(Finding.InForce.class);
            aBusyProcess(agent, watch);
        }
        try (var watch = watch(agent, Repair.REPIN, executor)) {
            watch.round();
            aMovedThread(agent, watch);
        }
    }

    private PlacementWatch watch(Agent agent, Repair repair, ScheduledExecutorService executor) {
        var watch = new PlacementWatch(agent, WatchPolicy.every(Duration.ofHours(1)).repairing(repair), executor,
                InstantSource.system());
        watch.onFinding(findings::add);
        return watch;
    }

    private static ThreadRow vcpu(Agent agent) {
        return agent.verify(RealHost.id(GUEST)).threads().getFirst();
    }

    /** Other guests of this machine, and whoever else is at work, come and go as they like: they are remarks. */
    private void aBusyProcess(Agent agent, PlacementWatch watch) throws IOException {
        var pcpu = vcpu(agent).wanted();
        var busy = new ProcessBuilder("taskset", "--cpu-list", pcpu.toString(), "sh", "-c", "while :; do :; done")
                .start();
        try {
            awaitRound(watch, Finding.DriftBegan.class);
            assertThat(((Finding.DriftBegan) findings.getLast()).evidence().differences())
                    .anySatisfy(found -> assertThat(found).isInstanceOfSatisfying(Stranger.class, stranger -> {
                        assertThat(stranger.pid()).isEqualTo(busy.pid());
                        assertThat(stranger.kind()).isEqualTo(Stranger.Kind.HOST);
                        assertThat(stranger.allowed()).isEqualTo(pcpu).isEqualTo(CpuSet.of(stranger.pcpu()));
                    }));
            assertThat(watch.holds(RealHost.id(GUEST)).orElseThrow()).extracting(VcpuHold::kind)
                    .containsExactly(VcpuHold.Kind.PINNED_SHARED);
        } finally {
            busy.destroyForcibly().onExit().join();
        }
        awaitRound(watch, Finding.DriftEnded.class);
    }

    private void awaitRound(PlacementWatch watch, Class<? extends Finding> finding) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!finding.isInstance(findings.getLast())) {
            assertThat(System.nanoTime()).as("waited in vain for " + finding).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            watch.round();
        }
    }

    /** Where libvirt has put a cpuset around the thread, it is opened first. */
    private void aMovedThread(Agent agent, PlacementWatch watch) throws Exception {
        findings.clear();
        var row = vcpu(agent);
        var online = HostProbe.readThisHost().onlineCpus();
        var elsewhere = CpuSet.of(online.minus(row.wanted()).first());
        row.group().ifPresent(group -> FILES.write(cpusOf(group), online.toString()));
        var taskset = new ProcessBuilder("taskset", "--cpu-list", "--pid", elsewhere.toString(), "" + row.tid())
                .inheritIO().start();
        assertThat(taskset.waitFor()).isZero();
        watch.round();

        assertThat(findings).hasSize(2);
        var began = ((Finding.DriftBegan) findings.getFirst()).evidence().differences();
        assertThat(began).contains(
                new Difference.ThreadElsewhere(row.role(), row.tid(), row.wanted(), elsewhere));
        row.group().ifPresent(group -> assertThat(began)
                .contains(new Difference.GroupElsewhere(row.role(), group.path(), row.wanted(), online)));
        assertThat(findings.getLast()).isInstanceOf(Finding.DriftEnded.class);
        assertThat(vcpu(agent).allowed()).isEqualTo(row.wanted());
    }

    private static String cpusOf(ControlGroup group) {
        var v1 = "sys/fs/cgroup/cpuset/%s/cpuset.cpus".formatted(group.path());
        return Optional.of(v1).filter(FILES::exists)
                .orElse("sys/fs/cgroup/%s/cpuset.cpus".formatted(group.path()));
    }
}
