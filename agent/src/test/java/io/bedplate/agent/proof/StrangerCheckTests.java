package io.bedplate.agent.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.kernel.Ran;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.agent.proof.StrangerCheck.Found;
import io.bedplate.host.CpuSet;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/** A guest, process 50, has pCPUs 2 and 3 for itself; another, process 60, has 4. */
final class StrangerCheckTests {
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMillis(900);

    private CpuSet isolated = CpuSet.empty();

    private Found found(Ran... ran) {
        return new StrangerCheck(CpuSet.range(2, 4), isolated, LEAST).of(CpuSet.range(2, 3), 50, List.of(50L, 60L),
                List.of(ran));
    }

    private static Ran ran(long pid, String name, int pcpu, String allowed) {
        return new Ran(pid, (int) pid + 1, name, false, pcpu, LONG, CpuSet.parse(allowed));
    }

    private static Ran kernel(String name, int pcpu, String allowed) {
        return new Ran(9, 9, name, true, pcpu, LONG, CpuSet.parse(allowed));
    }

    @Test
    void aProcessThatSomebodyPutThereIsADifference() {
        var stranger = new Stranger(3, Stranger.Kind.HOST, 70, 71, "busy", CpuSet.of(3), LONG);

        assertThat(found(ran(70, "busy", 3, "3"))).isEqualTo(new Found(List.of(stranger), List.of()));
        assertThat(stranger.sentence()).isEqualTo(
                "pCPU 3: nobody else wanted, host thread 71 (busy) of process 70 ran there for 900 ms; it may use CPUs 3");
        assertThat(stranger.regardlessOfTime())
                .isEqualTo(new Stranger(3, Stranger.Kind.HOST, 70, 71, "busy", CpuSet.of(3), Duration.ZERO));
    }

    @Test
    void aProcessThatNothingKeptAwayIsARemark() {
        assertThat(found(ran(70, "daemon", 3, "0-7"))).isEqualTo(new Found(List.of(),
                List.of(new Stranger(3, Stranger.Kind.HOST, 70, 71, "daemon", CpuSet.range(0, 7), LONG))));
    }

    @Test
    void whereTheSchedulerPutsNobodyByItselfWhoeverRunsWasPutThere() {
        isolated = CpuSet.of(3);
        assertThat(found(ran(70, "daemon", 3, "0-7")).differences()).hasSize(1);
        assertThat(found(ran(70, "daemon", 2, "0-7")).differences()).isEmpty();
    }

    @Test
    void aThreadOfAnotherGuestIsCalledThat() {
        assertThat(found(ran(60, "CPU 0/KVM", 3, "3")).differences())
                .containsExactly(new Stranger(3, Stranger.Kind.GUEST, 60, 61, "CPU 0/KVM", CpuSet.of(3), LONG));
    }

    @Test
    void theKernelsOwnThreadsAreRemarksHoweverNarrow() {
        assertThat(found(kernel("kcompactd1", 3, "2-4")).differences()).isEmpty();
        assertThat(found(kernel("kcompactd1", 3, "2-4")).remarks())
                .containsExactly(new Stranger(3, Stranger.Kind.KERNEL, 9, 9, "kcompactd1", CpuSet.range(2, 4), LONG));
    }

    @Test
    void theGuestItselfAndItsThreadsInTheKernelAreNoStrangers() {
        assertThat(found(ran(50, "CPU 0/KVM", 3, "3"), kernel("vhost-50", 2, "2"))).isEqualTo(Found.NOTHING);
        assertThat(found(kernel("vhost-60", 2, "2")).remarks()).hasSize(1);
    }

    @Test
    void othersPcpusAndShortRunsAreNotItsConcern() {
        assertThat(found(ran(70, "busy", 4, "4"))).isEqualTo(Found.NOTHING);
        assertThat(found(new Ran(70, 71, "busy", false, 3, LEAST.minusMillis(1), CpuSet.of(3))))
                .isEqualTo(Found.NOTHING);
    }

    @Test
    void pinnedAloneSharedAndFloatingAreToldFromTheKernelAlone() {
        var threads = List.of(row(51, "vcpu 0", "2"), row(52, "vcpu 1", "3"), row(53, "vcpu 2", "0-1"),
                row(50, "emulator", "0-1"));
        var evidence = new Evidence(new InstanceId(new UUID(1, 2)), "vm", Instant.EPOCH, 50, threads, List.of(),
                List.of());
        var own = new Ran(50, 51, "CPU 0/KVM", false, 2, LONG, CpuSet.of(2));

        assertThat(VcpuHold.pinnedCpus(evidence)).isEqualTo(CpuSet.range(2, 3));
        assertThat(VcpuHold.of(evidence, List.of(own, ran(70, "daemon", 3, "0-7"), ran(71, "x", 1, "0-7")), LEAST))
                .extracting(VcpuHold::kind).containsExactly(VcpuHold.Kind.PINNED_EXCLUSIVE,
                        VcpuHold.Kind.PINNED_SHARED, VcpuHold.Kind.FLOATING);
    }

    private static ThreadRow row(int tid, String role, String cpus) {
        return new ThreadRow(tid, role, role, CpuSet.empty(), CpuSet.parse(cpus), false, 0);
    }
}
