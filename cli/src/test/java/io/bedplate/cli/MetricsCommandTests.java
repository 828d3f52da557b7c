package io.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.agent.Claim;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;

import static org.assertj.core.api.Assertions.assertThat;

/** On a simulated host; on a real one: {@code MetricsTests} of the integration tests. */
final class MetricsCommandTests {
    @TempDir
    Path state;

    private FileJournal journal() {
        return new FileJournal(state.resolve("claims"));
    }

    private static Claim claim() {
        var none = CpuSet.empty();
        var placement = new GuestPlacement(List.of(), CpuSet.of(0), none, IoThreads.NONE, none, false,
                new GuestCpuTopology(1, 1, 1), List.of());
        var spec = new InstanceSpec(new InstanceId(UUID.randomUUID()), "one", 1, 1024, placement, new Boot.FirstDisk(),
                List.of(), Optional.empty());
        return new Claim(spec, Claim.Phase.ACTIVE, Instant.EPOCH);
    }

    @Test
    void onceIsOneText() throws IOException {
        Files.writeString(state.resolve("agent.properties"), "driver = fake\n");
        journal().put(claim());
        var run = CommandRun.of("metrics", "--state-dir=" + state, "--once");
        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).contains("\nbedplate_scrape_success 1\n", "\nbedplate_claims{phase=\"active\"} 1\n",
                "bedplate_build_info{version=\"0.1.0\"").endsWith("\n");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9177", "localhost", "localhost:70000", ":9177", "a b:1"})
    void aPlaceWhereNobodyCanListenIsBadInput(String listen) {
        var run = CommandRun.of("metrics", "--state-dir=" + state, "--listen", listen);
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).contains("\"" + listen + "\"");
    }

    @Test
    void addressesOfBothKindsAreRead() {
        assertThat(ListenAddress.parse("[::1]:9177").getAddress().isLoopbackAddress()).isTrue();
        assertThat(ListenAddress.parse("127.0.0.1:0").getPort()).isZero();
    }

    @Test
    void claimsOfAnotherProcessAreSeenAndNotReadTwice() throws IOException {
        var onDisk = new ClaimsOnDisk(state.resolve("claims"));
        assertThat(onDisk.now()).isEmpty();
        var claim = claim();
        journal().put(claim);
        assertThat(onDisk.now()).containsExactly(claim);
        var folder = state.resolve("claims");
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        var read = onDisk.now();
        assertThat(onDisk.now()).isSameAs(read).containsExactly(claim);
        journal().remove(claim.id());
        assertThat(onDisk.now()).isEmpty();
    }
}
