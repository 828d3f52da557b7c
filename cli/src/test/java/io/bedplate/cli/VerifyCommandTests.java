package io.bedplate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** On a simulated host, which knows no guest: whatever has a claim here has lost its process. */
final class VerifyCommandTests {
    @TempDir
    Path state;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void theSimulatedHost() throws IOException {
        Files.writeString(state.resolve("agent.properties"), "driver = fake\n");
    }

    private int verify(String... arguments) {
        var all = new ArrayList<>(List.of("verify", "--state-dir=" + state));
        all.addAll(List.of(arguments));
        return Bedplate.execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private void claim(String name) {
        var placement = new GuestPlacement(List.of(), CpuSet.of(0), CpuSet.empty(), IoThreads.NONE, CpuSet.empty(),
                false, new GuestCpuTopology(1, 1, 1), List.of());
        var spec = new InstanceSpec(new InstanceId(UUID.randomUUID()), name, 1, 1024, placement, new Boot.FirstDisk(),
                List.of(), Optional.empty());
        new FileJournal(state.resolve("claims")).put(new Claim(spec, Claim.Phase.ACTIVE, Instant.EPOCH));
    }

    @Test
    void withoutClaimsThereIsNothingToSay() {
        assertThat(verify()).isZero();
        assertThat(out.toString()).contains("no claims in").contains(state.toString());
    }

    /** No hypervisor is asked, so none need answer. */
    @Test
    void whereNoAgentHasWorkedThereIsNothingToSayEither() throws IOException {
        Files.delete(state.resolve("agent.properties"));
        assertThat(verify("--format=json")).isZero();
        assertThat(new JsonMapper().readTree(out.toString()).isEmpty()).isTrue();
    }

    @Test
    void aClaimWithoutAGuestIsANoWithTheReason() {
        claim("one");
        claim("two");
        assertThat(verify("--all", "--format=json")).isEqualTo(ExitStatus.NO);
        var json = new JsonMapper().readTree(out.toString());
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.get(0).get("in_force").asBoolean()).isFalse();
        assertThat(json.get(0).get("differences").get(0).asString()).isEqualTo("guest: a process wanted, none found");
    }

    @Test
    void oneInstanceIsChosenByName() {
        claim("one");
        claim("two");
        assertThat(verify("two")).isEqualTo(ExitStatus.NO);
        assertThat(out.toString()).contains("two").doesNotContain("one (").contains("NOT IN FORCE");
    }

    @Test
    void anInstanceAndAllAreBadUsage() {
        assertThat(verify("one", "--all")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).contains("not both");
    }

    @Test
    void aClaimNobodyHasIsBadInput() {
        assertThat(verify("ghost")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).hasLineCount(1).contains("ghost");
    }
}
