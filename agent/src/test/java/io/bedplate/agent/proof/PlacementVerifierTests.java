package io.bedplate.agent.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Samples;
import io.bedplate.agent.kernel.MemoryArea;
import io.bedplate.agent.kernel.ProcessFacts;
import io.bedplate.agent.kernel.ProcessThread;
import io.bedplate.agent.kernel.ThreadRole;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.PageSize;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/** Each test tampers with one fact of a guest that is as claimed, and names the one difference to be found. */
final class PlacementVerifierTests {
    private static final Guest GUEST = new Guest(new InstanceId(new UUID(1, 2)), "vm", GuestState.PAUSED,
            OptionalLong.of(50));
    private static final Instant NOW = Instant.EPOCH;

    private final List<ProcessThread> threads = new ArrayList<>(List.of(thread(50, "qemu-system-x86", "0-1"),
            thread(51, "CPU 0/KVM", "2"), thread(52, "CPU 1/KVM", "3"), thread(53, "CPU 2/KVM", "0-1")));
    private final List<MemoryArea> memory = new ArrayList<>(
            List.of(area("default", PageSize.KIB_4, Map.of(0, 9000L)),
                    area("bind:1", PageSize.MIB_2, Map.of(1, 128L))));
    private GuestPlacement claimed = Samples.mixed();
    private long lockedKib;

    private static ProcessThread thread(int tid, String name, String cpus) {
        return new ProcessThread(tid, name, ThreadRole.ofName(name), CpuSet.parse(cpus), CpuSet.of(1), false, 0);
    }

    private static MemoryArea area(String policy, PageSize size, Map<Integer, Long> pages) {
        var bound = policy.startsWith("bind:")
                ? Optional.of(CpuSet.parse(policy.substring(5)))
                : Optional.<CpuSet>empty();
        return new MemoryArea(policy, bound, Optional.empty(), size, new TreeMap<>(pages));
    }

    private Evidence evidence() {
        return PlacementVerifier.verify(GUEST, claimed, Optional.of(new ProcessFacts(50, threads, memory, lockedKib)),
                NOW);
    }

    private void alter(int index, UnaryOperator<ProcessThread> change) {
        threads.set(index, change.apply(threads.get(index)));
    }

    @Test
    void aGuestAsClaimedHasNoDifference() {
        var evidence = evidence();
        assertThat(evidence.differences()).isEmpty();
        assertThat(evidence.inForce()).isTrue();
        assertThat(evidence.threads()).extracting(Evidence.ThreadRow::role).containsExactly("vcpu 0", "vcpu 1",
                "vcpu 2", "emulator");
        assertThat(evidence.memory())
                .containsExactly(new Evidence.MemoryRow(1, PageSize.MIB_2, 262144, 262144, List.of("bind:1")));
    }

    @Test
    void aVcpuMovedByHandIsFoundWithBothSets() {
        alter(1, t -> thread(t.tid(), t.name(), "0"));
        assertThat(evidence().differences()).containsExactly(
                new Difference.ThreadElsewhere("vcpu 0", 51, CpuSet.of(2), CpuSet.of(0)));
        assertThat(evidence().differences().getFirst().sentence())
                .isEqualTo("vcpu 0 (thread 51): CPUs 2 wanted, 0 allowed");
    }

    @Test
    void aVcpuAllowedMoreThanItsPcpuIsFound() {
        alter(2, t -> thread(t.tid(), t.name(), "2-3"));
        assertThat(evidence().differences()).containsExactly(
                new Difference.ThreadElsewhere("vcpu 1", 52, CpuSet.of(3), CpuSet.of(2, 3)));
    }

    @Test
    void anEmulatorThreadOnADedicatedPcpuIsFound() {
        threads.add(thread(60, "worker", "0-2"));
        assertThat(evidence().differences()).containsExactly(
                new Difference.ThreadElsewhere("emulator", 60, CpuSet.range(0, 1), CpuSet.range(0, 2)));
    }

    @Test
    void aMissingVcpuThreadIsFound() {
        threads.remove(2);
        assertThat(evidence().differences()).containsExactly(new Difference.ThreadMissing("vcpu 1"));
    }

    private void claimIoThreads(IoThreads ioThreads) {
        claimed = new GuestPlacement(claimed.cells(), claimed.sharedCpus(), claimed.emulatorCpus(), ioThreads,
                CpuSet.empty(), false, claimed.topology(), List.of());
    }

    @Test
    void eachIoThreadHasItsPcpuAndNoOther() {
        claimIoThreads(new IoThreads(2, CpuSet.of(6, 7)));
        threads.add(thread(70, "IO iothread1", "6"));
        threads.add(thread(71, "IO iothread2", "7"));
        assertThat(evidence().differences()).isEmpty();
        threads.set(5, thread(71, "IO iothread2", "6-7"));
        assertThat(evidence().differences()).containsExactly(
                new Difference.ThreadElsewhere("iothread 2", 71, CpuSet.of(7), CpuSet.range(6, 7)));
        threads.remove(5);
        assertThat(evidence().differences()).containsExactly(new Difference.ThreadMissing("iothread 2"));
    }

    @Test
    void ioThreadsWithoutPcpusOfTheirOwnRunWhereTheEmulatorDoes() {
        claimIoThreads(new IoThreads(1, CpuSet.empty()));
        threads.add(thread(70, "IO iothread1", "0-1"));
        assertThat(evidence().differences()).isEmpty();
        threads.set(4, thread(70, "IO iothread1", "0-3"));
        assertThat(evidence().differences()).containsExactly(
                new Difference.ThreadElsewhere("iothread 1", 70, CpuSet.range(0, 1), CpuSet.range(0, 3)));
    }

    @Test
    void pagesInAnotherCellAreFound() {
        memory.set(1, area("bind:1", PageSize.MIB_2, Map.of(0, 8L, 1, 120L)));
        assertThat(evidence().differences()).containsExactlyInAnyOrder(
                new Difference.MemoryElsewhere(0, PageSize.MIB_2, 8 * 2048),
                new Difference.TooLittleMemory(1, PageSize.MIB_2, 262144, 120 * 2048));
    }

    @Test
    void smallPagesWhereHugeOnesWereClaimedAreFound() {
        memory.set(1, area("bind:1", PageSize.KIB_4, Map.of(1, 65536L)));
        assertThat(evidence().differences()).containsExactly(
                new Difference.TooLittleMemory(1, PageSize.MIB_2, 262144, 0));
    }

    @Test
    void memoryTheKernelMayPutAnywhereIsFound() {
        memory.set(1, area("default", PageSize.MIB_2, Map.of(1, 128L)));
        alter(1, t -> new ProcessThread(t.tid(), t.name(), t.role(), t.allowedCpus(), CpuSet.range(0, 3), false, 0));
        assertThat(evidence().differences()).containsExactly(
                new Difference.MemoryNotBound(CpuSet.of(1), CpuSet.range(0, 3)));
    }

    @Test
    void anOrdinaryVcpuWhereFifoWasClaimedIsFound() {
        claimed = new GuestPlacement(claimed.cells(), claimed.sharedCpus(), claimed.emulatorCpus(),
                claimed.ioThreads(), CpuSet.of(0, 1), false, claimed.topology(), List.of());
        alter(1, t -> new ProcessThread(t.tid(), t.name(), t.role(), t.allowedCpus(), t.allowedCells(), true, 1));
        assertThat(evidence().differences()).containsExactly(new Difference.NotFifo("vcpu 1", 52));
    }

    @Test
    void memoryThatIsNotLockedIsFound() {
        claimed = new GuestPlacement(claimed.cells(), claimed.sharedCpus(), claimed.emulatorCpus(),
                claimed.ioThreads(), CpuSet.empty(), true, claimed.topology(), List.of());
        lockedKib = 0;
        assertThat(evidence().differences()).containsExactly(new Difference.NotLocked(1, 0));
        lockedKib = 1024;
        assertThat(evidence().differences()).isEmpty();
    }

    @Test
    void aGuestWithoutProcessIsFound() {
        assertThat(PlacementVerifier.verify(GUEST, claimed, Optional.empty(), NOW).differences())
                .containsExactly(new Difference.NoProcess());
    }
}
