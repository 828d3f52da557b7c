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
}
