package io.bedplate.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.SpawnResult.Times;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.Evidence.MemoryRow;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.probe.Machines;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class DemoReportTests {
    private static Evidence evidence(CpuSet found) {
        var differences = found.equals(CpuSet.of(1))
                ? List.<Difference>of()
                : List.<Difference>of(new Difference.ThreadElsewhere("vcpu 0", 9, CpuSet.of(1), found));
        return new Evidence(DemoGuest.ID, "demo", Instant.EPOCH, 7,
                List.of(new ThreadRow(9, "CPU 0/KVM", "vcpu 0", CpuSet.of(1), found, false, 0)),
                List.of(new MemoryRow(0, PageSize.MIB_2, 262144, 262144, List.of("bind:0"))), differences);
    }

    private static DemoReport report(CpuSet whileRunning) {
        var host = Machines.parse("1 cell, 2 cores, 1 thread, 2M:128");
        var cell = new PlacedCell(0, 0, CpuSet.of(0), new TreeMap<>(Map.of(0, 1)), CpuSet.empty(), CpuSet.empty(),
                262144, Optional.of(PageSize.MIB_2));
        var placement = new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.of(0), IoThreads.NONE, CpuSet.empty(),
                false, new GuestCpuTopology(1, 1, 1), List.of());
        var step = Duration.ofNanos(1_234_567);
        return new DemoReport(host, DemoGuest.hostConfig(host), placement, evidence(CpuSet.of(1)),
                evidence(whileRunning), "BEDPLATE-GUEST ready", new Times(step, step, step, step, step, step), step,
                Duration.ZERO);
    }

    @Test
    void theTextShowsPlanEvidenceConsoleAndTimes() {
        assertThat(String.join("\n", DemoText.lines(report(CpuSet.of(1))))).contains("dedicated 1, shared 0",
                "guest cell 0 -> host cell 0: vCPU 0 -> pCPU 1; 256 MiB on pages of 2 MiB",
                "emulator threads on CPUs 0", "in force", "bind:0", "BEDPLATE-GUEST ready", "1.23");
    }

    @Test
    void theJsonSaysWhatIsNotInForce() {
        var report = report(CpuSet.of(0));
        var json = new JsonMapper().readTree(DemoJson.write(report));

        assertThat(report.inForce()).isFalse();
        assertThat(json.get("in_force").asBoolean()).isFalse();
        assertThat(json.get("while_running").get("differences").get(0).asString())
                .isEqualTo("vcpu 0 (thread 9): CPUs 1 wanted, 0 allowed");
        assertThat(json.get("times_ms").get("plan").asDouble()).isEqualTo(1.235);
    }

    @Test
    void aHostOfOneCoreIsNotSplit() {
        assertThat(DemoGuest.hostConfig(Machines.parse("1 cell, 1 core, 2 threads")).dedicatedCpus()).isEmpty();
    }
}
