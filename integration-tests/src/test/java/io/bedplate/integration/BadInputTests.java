package io.bedplate.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each wrong input gets one clear line and the exit status of the contract. */
final class BadInputTests {
    @TempDir
    Path folder;

    private Launch verify(String config) throws IOException {
        var file = Files.writeString(folder.resolve("agent.properties"), config);
        return Launch.bedplate("verify", "--config=" + file, "--state-dir=" + folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "driver = nothing | 2 | virt driver \"nothing\" is unknown; known here: fake, libvirt",
            "libvirt.url = x | 2 | setting url is unknown",
            "libvirt.uri = qemu:///system?socket=/nowhere | 1 | /nowhere",
            "cpu_dedicated_set = 4-2 | 2 | runs backwards"})
    void aWrongConfigurationIsOneLine(String line, int status, String wanted) throws IOException {
        var verify = verify(line);
        assertThat(verify.status()).isEqualTo(status);
        assertThat(verify.err()).hasLineCount(1).contains(wanted);
        assertThat(verify.out()).isEmpty();
    }

    @Test
    void aSpoiltJournalIsOneLine() throws IOException {
        Files.createDirectory(folder.resolve("claims"));
        Files.writeString(folder.resolve("claims/x.json"), "{");
        var verify = verify("driver = fake");
        assertThat(verify.status()).isEqualTo(1);
        assertThat(verify.err()).hasLineCount(1).contains("x.json");
    }

    @Test
    void anUnknownInstanceIsOneLine() throws IOException {
        Files.writeString(folder.resolve("agent.properties"), "driver = fake");
        var verify = Launch.bedplate("verify", "ghost", "--state-dir=" + folder);
        assertThat(verify.status()).isEqualTo(2);
        assertThat(verify.err()).hasLineCount(1).contains("ghost");
    }

    /** {@code ~} stands for a line end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`` | wanted JSON, found nothing",
            "7 | line 1, column 1: wanted an object, found 7",
            "{\"vcpus\": 1,~ \"memory_mib\": | line 2, column 15: not JSON: ",
            "{\"vcpus\": 1,~ \"memory_mib\": 1}} | line 2, column 18: not JSON: ",
            "{\"vcpus\": 1,~ \"memory_mib\": NaN} | line 2, column 19: not JSON: Non-standard token 'NaN'",
            "{\"vcpus\": 1,~ \"vcpus\": 2} | line 2, column 9: not JSON: Duplicate",
            "{\"vcpus\": -1} | line 1, column 11: vcpus: wanted a whole number from 1, found -1",
            "{\"vcpus\": 1,~ \"memory_mib\": 99999999999999999999} | line 2, column 16: memory_mib: wanted a whole number",
            "{\"vcpus\": 1, \"memory_mib\": 1, \"extra_specs\": []} | line 1, column 46: extra_specs: wanted an object",
            "\u007fELF | line 1, column 1: not JSON: "})
    void aWrongRequestIsOneLineWithItsPlace(String request, String wanted) throws IOException {
        assertBadRequest(Files.writeString(folder.resolve("r.json"), request.replace('~', '\n')), wanted);
    }

    @Test
    void whatIsNoTextIsOneLine() throws IOException {
        assertBadRequest(folder, "wanted a file, found a folder");
        assertBadRequest(folder.resolve("none"), "no such file");
        assertBadRequest(Files.write(folder.resolve("bytes"), new byte[]{'{', '\n', (byte) 0x80}),
                "line 2, column 1: wanted JSON in UTF-8, found byte 0x80");
        assertBadRequest(Files.writeString(folder.resolve("deep"), "\n" + "[".repeat(100_000)),
                "line 2, column 502: not JSON: ");
    }

    private void assertBadRequest(Path request, String wanted) throws IOException {
        var host = Files.writeString(folder.resolve("h.json"), "\uFEFF{\"nodes\": []}");
        var run = Launch.bedplate("fit", "--host=" + host, "--request=" + request);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains(request + ": " + wanted).doesNotContain("Feature");
        assertThat(run.out()).isEmpty();
    }
}
