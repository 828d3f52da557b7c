package io.bedplate.agent.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.chain.ChainReport.Broken;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.CpuSet;
import io.bedplate.virt.InstanceId;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EvidenceChainTests {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve(EvidenceChain.NAME);
    }

    private static Evidence evidence(String name) {
        return new Evidence(new InstanceId(new UUID(1, 2)), name, Instant.EPOCH, 7,
                List.of(new ThreadRow(9, "CPU 0/KVM", "vcpu 0", CpuSet.of(1), CpuSet.of(2), false, 0)), List.of(),
                List.of(new Difference.ThreadElsewhere("vcpu 0", 9, CpuSet.of(1), CpuSet.of(2)),
                        new Stranger(1, Stranger.Kind.HOST, 70, 71, "busy", CpuSet.of(1), Duration.ofMillis(900))));
    }

    private void append(String... names) {
        var chain = new EvidenceChain(file());
        for (String name : names) {
            chain.append(evidence(name));
        }
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file()));
    }

    private ChainReport check() {
        return EvidenceChain.check(file());
    }

    @Test
    void everyRecordCarriesTheDigestOfTheFormerOne() throws IOException {
        append("one");
        append("two\n\"höher\"", "three");

        var report = check();
        assertThat(report).matches(ChainReport::whole).matches(found -> found.records() == 3 && !found.torn());
        var mapper = new JsonMapper();
        var records = lines().stream().map(mapper::readTree).toList();
        assertThat(records.get(0).get("former").asString()).isEqualTo("0".repeat(64));
        assertThat(records.get(1).get("former")).isEqualTo(records.get(0).get("sha256"));
        assertThat(records.get(2).get("sha256").asString()).isEqualTo(report.last());
        assertThat(records.get(1).get("evidence").get("name").asString()).isEqualTo("two\n\"höher\"");
    }

    /** Written out once by hand: whoever checks a chain elsewhere must come to the same bytes. */
    @Test
    void bytesAreCanonical() throws IOException {
        append("one");
        assertThat(lines().getFirst()).startsWith(
                "{\"evidence\":{\"details\":[{\"found\":[2],\"kind\":\"thread_elsewhere\",\"role\":\"vcpu 0\",\"tid\":9,\"wanted\":[1]},"
                        + "{\"allowed\":[1],\"kind\":\"stranger\",\"name\":\"busy\",\"pcpu\":1,\"pid\":70,\"ran_ms\":900,\"tid\":71,\"whose\":\"HOST\"}],"
                        + "\"differences\":[")
                .contains("\"former\":\"" + "0".repeat(64) + "\",\"number\":1,\"sha256\":\"");
    }

    @Test
    void whatACrashLeftOfARecordIsToldAndTakenAway() throws IOException {
        append("one", "two");
        var whole = Files.readString(file());
        Files.writeString(file(), lines().getFirst().substring(0, 40), StandardOpenOption.APPEND);
        assertThat(check()).matches(ChainReport::whole).matches(ChainReport::torn);

        append("three");
        assertThat(Files.readString(file())).startsWith(whole);
        assertThat(check()).matches(ChainReport::whole)
                .matches(report -> report.records() == 3 && !report.torn());
    }

    @Test
    void aFirstRecordThatWasTornIsBegunAnew() throws IOException {
        Files.writeString(file(), "{\"evi");
        append("one");
        assertThat(check()).matches(ChainReport::whole).matches(report -> report.records() == 1);
    }

    private void assertBrokenAt(long line, List<String> lines) throws IOException {
        Files.write(file(), lines);
        assertThat(check().broken().map(Broken::line)).contains(line);
        assertThat(check().records()).isEqualTo(line - 1);
    }

    @Test
    void theFirstBrokenRecordIsNamed() throws IOException {
        append("one", "two", "three");
        var lines = lines();
        var edited = new ArrayList<>(lines);
        edited.set(1, lines.get(1).replace("\"two\"", "\"six\""));
        assertBrokenAt(2, edited);
        assertBrokenAt(2, List.of(lines.get(0), lines.get(2)));
        assertBrokenAt(1, lines.subList(1, 3));
        assertBrokenAt(3, List.of(lines.get(0), lines.get(1), lines.get(1)));
        assertBrokenAt(2, List.of(lines.get(0), "", lines.get(1)));
    }

    @Test
    void aRecordThatWasMadeAnewBreaksTheNext() throws IOException {
        append("one", "two");
        var lines = lines();
        Files.delete(file());
        append("other");
        assertBrokenAt(2, List.of(lines().getFirst(), lines.get(1)));
        assertThat(check().broken().orElseThrow().why()).contains("former record wanted");
    }

    @Test
    void nothingIsAddedToWhatIsNoRecord() throws IOException {
        Files.writeString(file(), "hello\n");
        assertThatThrownBy(() -> append("one")).isInstanceOf(ChainException.class).hasMessageContaining("no record");
        assertThat(file()).hasContent("hello");
    }

    @Test
    void recordsLongerThanABlockAreFoundAgain() {
        append("x".repeat(200_000), "two", "y".repeat(70_000), "four");
        assertThat(check()).matches(ChainReport::whole).matches(report -> report.records() == 4);
    }

    @Test
    void severalAgentsAndThreadsAddToOneChain() throws InterruptedException, ExecutionException {
        var chain = new EvidenceChain(file());
        try (var pool = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 20; i++) {
                String name = "n" + i;
                all.add(pool.submit(() -> chain.append(evidence(name))));
            }
            for (var one : all) {
                one.get();
            }
        }
        assertThat(check()).matches(ChainReport::whole).matches(report -> report.records() == 20);
    }

    @Test
    void aChainThatIsNotThereIsSaid() {
        assertThatThrownBy(this::check).isInstanceOf(ChainException.class).hasMessageContaining("cannot be read");
    }
}
