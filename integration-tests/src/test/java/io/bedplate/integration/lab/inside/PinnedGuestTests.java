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
import io.bedplate.integration.Launch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** One guest on the two threads of a core, on pages of 2 MiB, its emulator with everybody's threads. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class PinnedGuestTests {
    private static final long MIB_2 = 2048;
    private static final long MEMORY_MIB = 256;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ComputeHost host = ComputeHost.open();
    private final LabGuest guest = host.spawn(new GuestOrder("pinned", 2, MEMORY_MIB, Map.of("hw:cpu_policy",
            "dedicated", "hw:cpu_thread_policy", "require", "hw:mem_page_size", "2048", "hw:emulator_threads_policy",
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
    void vcpusHaveCpusWithoutTicksAndOtherThreadsHaveNone() {
        var withoutTicks = HostFiles.real().readCpus("sys/devices/system/cpu/nohz_full").orElseThrow();

        assertThat(withoutTicks.containsAll(cell().pinnedCpus())).isTrue();
        assertThat(guest.process().allowedForOthers()).noneMatch(withoutTicks::intersects);
    }

    @Test
    void theAgentFindsAllThatInForce() {
        assertThat(host.agent().verify(guest.id()).differences()).isEmpty();
    }

    @Test
    void theCommandLineFindsAllThatInForceAndPrintsWhatItSaw() {
        var answer = Launch.bedplate("verify", "pinned", "--format=json", "--state-dir=" + host.state());

        assertThat(answer.status()).as(answer.err()).isZero();
        var evidence = JSON.readTree(answer.out()).get(0);
        assertThat(evidence.get("in_force").asBoolean()).isTrue();
        assertThat(evidence.get("pid").asLong()).isEqualTo(guest.pid());
        cell().pinning().forEach((vcpu, pcpu) -> assertThat(threadOf(vcpu, evidence).get("allowed_cpus"))
                .isEqualTo(JSON.createArrayNode().add(pcpu)));
        assertThat(evidence.get("memory").get(0).get("found_kib").asLong()).isEqualTo(MEMORY_MIB << 10);
    }

    private static JsonNode threadOf(int vcpu, JsonNode evidence) {
        return evidence.get("threads").valueStream()
                .filter(thread -> thread.get("name").asString().equals("CPU %d/KVM".formatted(vcpu))).findFirst()
                .orElseThrow();
    }

    @Test
    void theCommandLineNamesTheThreadThatSomebodyHasMoved() {
        var thread = guest.process().vcpuThread(1);
        var claimed = guest.pcpuOf(1);
        Programs.run("virsh", "vcpupin", "pinned", "1", "0-1", "--live");
        try {
            var answer = Launch.bedplate("verify", "--all", "--state-dir=" + host.state());

            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.out()).contains("NOT IN FORCE",
                    "! vcpu 1 (thread %s): CPUs %s wanted, 0-1 allowed".formatted(thread, claimed));
        } finally {
            Programs.run("virsh", "vcpupin", "pinned", "1", claimed.toString(), "--live");
        }
        assertThat(Launch.bedplate("verify", "--state-dir=" + host.state()).status()).isZero();
    }
}
