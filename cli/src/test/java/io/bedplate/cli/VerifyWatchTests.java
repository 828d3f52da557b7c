package io.bedplate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim;
import io.bedplate.agent.chain.EvidenceChain;
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

/** On a simulated host that knows no guest: one with a claim has lost its process. */
final class VerifyWatchTests {
    private static final InstanceId LOST = new InstanceId(new UUID(3, 4));

    @TempDir
    Path state;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void anInstanceHasLostItsProcess() throws IOException {
        Files.writeString(state.resolve("agent.properties"), "driver = fake\n");
        var placement = new GuestPlacement(List.of(), CpuSet.of(0), CpuSet.empty(), IoThreads.NONE, CpuSet.empty(),
                false, new GuestCpuTopology(1, 1, 1), List.of());
        var spec = new InstanceSpec(LOST, "lost", 1, 1024, placement, new Boot.FirstDisk(), List.of(),
                Optional.empty());
        new FileJournal(state.resolve("claims")).put(new Claim(spec, Claim.Phase.ACTIVE, Instant.EPOCH));
    }

    private int verify(String... more) {
        var arguments = new ArrayList<>(List.of("verify", "--state-dir=" + state));
        arguments.addAll(List.of(more));
        return Bedplate.execute(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
    }

    private Path chain() {
        return state.resolve(EvidenceChain.NAME);
    }

    /** Runs until something is in the chain, and is interrupted then. */
    private int watched(String... more) throws InterruptedException {
        var status = new AtomicInteger(-1);
        var watching = Thread.ofPlatform().start(() -> status.set(verify(more)));
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!(Files.exists(chain()) && out.toString().contains("drift began")) && System.nanoTime() < end) {
            watching.join(20);
        }
        watching.interrupt();
        watching.join();
        return status.get();
    }

    @Test
    void driftIsPrintedOnceAndItsEvidenceIsInTheChain() throws InterruptedException {
        assertThat(watched("--watch=1")).isZero();
        assertThat(out.toString()).containsOnlyOnce(LOST + ": drift began").contains("  ! guest: a process wanted");

        assertThat(verify("--chain")).isZero();
        assertThat(out.toString()).contains("1 records, whole", "last digest ");
    }

    @Test
    void aLineOfJsonIsOneFinding() throws InterruptedException {
        watched("--watch=1", "--format=json");
        var json = new JsonMapper().readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(json.get("instance").asString()).isEqualTo(LOST.toString());
        assertThat(json.get("finding").asString()).isEqualTo("drift began");
        assertThat(json.get("differences").get(0).asString()).isEqualTo("guest: a process wanted, none found");
    }

    @Test
    void aBrokenChainIsANoThatNamesTheLine() throws InterruptedException, IOException {
        watched("--watch=1");
        Files.writeString(chain(), Files.readString(chain()).replace("\"lost\"", "\"here\""));

        assertThat(verify("--chain", "--format=json")).isEqualTo(ExitStatus.NO);
        assertThat(out.toString()).contains("\"whole\":false", "\"broken_line\":1");
    }

    @Test
    void withoutAChainThereIsNothingToCheck() {
        assertThat(verify("--chain")).isEqualTo(ExitStatus.INTERNAL_ERROR);
        assertThat(out.toString()).contains("cannot be read");
    }

    @Test
    void anIntervalOfNothingAndAnInstanceAreBadUsage() {
        assertThat(verify("--watch=0")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(verify("--watch=1", "lost")).isEqualTo(ExitStatus.BAD_INPUT);
    }
}
