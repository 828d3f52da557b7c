package io.bedplate.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Change;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Samples;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FileJournalTests {
    private static final Instant SINCE = Instant.parse("2026-05-01T12:00:00.123456789Z");

    @TempDir
    Path folder;

    private static Claim claim(String name) {
        return new Claim(Samples.spec(name, Samples.full()), Claim.Phase.ACTIVE, SINCE);
    }

    @Test
    void aNewJournalReadsBackEqualClaims() {
        var journal = new FileJournal(folder.resolve("made/on/demand"));
        assertThat(journal.claims()).isEmpty();
        var first = claim("first");
        var second = new Claim(Samples.spec("second", Samples.mixed()), Claim.Phase.SPAWNING, SINCE);
        var third = new Claim(Samples.spec("third", Samples.full()), Claim.Phase.PLUGGING, SINCE, Optional.empty(),
                Optional.of(new Change.Plugging(new DeviceId("nic-5"), Duration.ofMillis(1500))), List.of(),
                Growth.NONE, false, Optional.of("a boot"));
        journal.put(first);
        journal.put(second);
        journal.put(third);

        assertThat(new FileJournal(folder.resolve("made/on/demand")).claims()).containsExactlyInAnyOrder(first, second,
                third);
    }

    @Test
    void puttingAgainReplacesAndRemovingForgets() {
        var journal = new FileJournal(folder);
        var claim = new Claim(Samples.spec("one", Samples.mixed()), Claim.Phase.SPAWNING, SINCE);
        journal.put(claim);
        journal.put(new Claim(claim.spec(), Claim.Phase.ACTIVE, SINCE));
        assertThat(journal.claims()).extracting(Claim::phase).containsExactly(Claim.Phase.ACTIVE);

        journal.remove(claim.id());
        journal.remove(claim.id());
        assertThat(journal.claims()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUnfinishedWriteIsPassedOver() throws IOException {
        var journal = new FileJournal(folder);
        journal.put(claim("whole"));
        Files.writeString(folder.resolve("00000000-0000-0000-0000-000000000000.unfinished"), "{\"spec\":");

        assertThat(journal.claims()).hasSize(1);
    }

    @Test
    void aClaimOfAnAgentThatKnewOneIoThreadIsRead() throws IOException {
        var journal = new FileJournal(folder);
        var claim = claim("old");
        journal.put(claim);
        Path entry;
        try (var entries = Files.list(folder)) {
            entry = entries.findFirst().orElseThrow();
        }
        String now = Files.readString(entry);
        String old = now.replaceFirst("\"ioThreads\" : \\{[^}]*}", "\"ioThreadCpus\" : \"1\"");
        assertThat(old).isNotEqualTo(now);
        Files.writeString(entry, old);
        assertThat(journal.claims()).singleElement()
                .satisfies(read -> assertThat(read.spec().placement().ioThreads())
                        .isEqualTo(new IoThreads(1, CpuSet.empty())));
    }

    @Test
    void aSpoiltEntryIsNamed() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "{\"phase\": \"ACTIVE\"}");
        assertThatThrownBy(new FileJournal(folder)::claims).isInstanceOf(JournalException.class)
                .hasMessageContaining("bad.json").hasMessageContaining("spec");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new FileJournal(file.resolve("below")).put(claim("any")))
                .isInstanceOf(JournalException.class).hasMessageContaining(file.toString());
    }

    @Test
    void claimsOfAnAgentThatKnewNoGrowthAreRead() throws IOException {
        var claim = claim("one");
        var journal = new FileJournal(folder);
        journal.put(claim);
        var file = folder.resolve(claim.id() + ".json");
        var older = Files.readString(file).replaceFirst("(?s),\\s*\"grown\"\\s*:\\s*\\{[^}]*}", "");
        assertThat(older).doesNotContain("grown");
        Files.writeString(file, older);
        assertThat(journal.claims()).containsExactly(claim);
    }

    @Test
    void claimsThatNameTheFormerUnitOfRatesAreRead() throws IOException {
        var claim = claim("one");
        var journal = new FileJournal(folder);
        journal.put(claim);
        var file = folder.resolve(claim.id() + ".json");
        var older = Files.readString(file).replace("KilobytesPerSecond", "KibPerSecond");
        assertThat(older).contains("averageKibPerSecond", "peakKibPerSecond");
        Files.writeString(file, older);
        assertThat(journal.claims()).containsExactly(claim);
    }

    /** Another JVM writes claims as fast as it can and is killed in the middle; what it had acknowledged is there. */
    @Test
    void survivesKillMinusNine() throws Exception {
        var writer = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), Writer.class.getName(), folder.toString()).start();
        long acknowledged;
        try (var lines = writer.inputReader()) {
            for (int i = 0; i < 50; i++) {
                lines.readLine();
            }
            writer.toHandle().destroyForcibly(); // Process.destroyForcibly would close the stream still to be read
            acknowledged = 50 + lines.lines().filter(line -> line.startsWith("done")).count();
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();

        List<Claim> claims = new FileJournal(folder).claims();
        assertThat((long) claims.size()).isBetween(acknowledged, acknowledged + 1);
        assertThat(claims).allSatisfy(claim -> assertThat(claim.spec().placement()).isEqualTo(Samples.full()));
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            var journal = new FileJournal(Path.of(args[0]));
            for (int i = 0; i < 100_000; i++) {
                journal.put(claim("guest-" + i));
                System.out.println("done " + i);
            }
        }
    }
}
