package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.files.HostFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** One guest on the two threads of a core, on pages of 2 MiB, its emulator with everybody's threads. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class PinnedGuestTests {
    private static final long MIB_2 = 2048;
    private static final long MEMORY_MIB = 256;

    private final ComputeHost host = ComputeHost.open();
    private final LabGuest guest = host.spawn(new GuestOrder("pinned", 2, MEMORY_MIB, Map.of("hw:cpu_policy",
            "dedicated", "hw:cpu_thread_policy", "require", "hw:cpu_threads", "2", "hw:mem_page_size", "2048",
            "hw:emulator_threads_policy",
            "share")));

    @BeforeAll
    void theGuestHasBooted() {
        guest.words();
    }

    @AfterAll
    void end() {
        host.close();
    }

    private PlacedCell cell() {
        return guest.placement().cells().getFirst();
    }

    @Test
    void everyVcpuRunsOnItsPcpuAlone() {
        assertThat(cell().pinning()).hasSize(2);
        cell().pinning().forEach((vcpu, pcpu) -> assertThat(guest.process().allowedForVcpu(vcpu))
                .isEqualTo(CpuSet.of(pcpu)));
    }

    @Test
    void theVcpusAreTheThreadsOfOneCoreOfTheCellAndTheGuestSeesThatTheyAre() {
        assertThat(host.agent().host().cores()).contains(cell().pinnedCpus());
        assertThat(host.agent().host().cell(cell().hostCell()).orElseThrow().cpus().containsAll(cell().pinnedCpus()))
                .isTrue();
        assertThat(guest.wordsOf("cpu 0")).isEqualTo("siblings=0-1");
    }

    @Test
    void memoryLiesOnPagesOfThatSizeInTheCellOfThePins() {
        assertThat(guest.process().hugeKib(MIB_2)).isEqualTo(Map.of(cell().hostCell(), MEMORY_MIB << 10));
        assertThat(guest.process().hugePolicies()).containsExactly("bind:" + cell().hostCell());
        assertThat(GuestProcess.freePages(cell().hostCell(), MIB_2)).isEqualTo(256 - MEMORY_MIB / 2);
    }

    @Test
    void emulatorThreadsKeepToTheSharedCore() {
        assertThat(guest.process().allowedForOthers()).containsExactly(CpuSet.parse("0-1"));
    }

    @Test
    void ofTheIsolatedCpusTheGuestHasThoseOfItsVcpusAndNoOther() {
        var isolated = HostFiles.real().readCpus("sys/devices/system/cpu/isolated").orElseThrow();

        assertThat(isolated.containsAll(cell().pinnedCpus())).isTrue();
        assertThat(guest.process().allowedForOthers()).noneMatch(isolated::intersects);
    }

    @Test
    void theAgentFindsAllThatInForce() {
        assertThat(host.agent().verify(guest.id()).differences()).isEmpty();
    }
}
