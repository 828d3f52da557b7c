package io.bedplate.libvirt.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ToolsTests {
    private final Tools tools = new Tools(Duration.ofMinutes(1));

    @TempDir
    Path dir;

    @Test
    void argumentsMeetNoShell() {
        var file = dir.resolve("a b; $(touch x)");
        tools.run("touch", file.toString());
        assertThat(file).exists();
    }

    @Test
    void aProgramReadsWhatItIsGiven() {
        var input = "word".getBytes(StandardCharsets.UTF_8);
        tools.run(input, "grep", List.of("-q", "word"));
        assertThatThrownBy(() -> tools.run(input, "grep", List.of("-q", "other")))
                .isInstanceOf(StorageException.class).hasMessageStartingWith("grep failed with status 1");
    }

    @Test
    void aFailureQuotesWhatTheProgramSaid() {
        assertThatThrownBy(() -> tools.run("cp", dir.resolve("none").toString(), dir.toString()))
                .isInstanceOf(StorageException.class).hasMessageContaining("No such file or directory");
    }

    @Test
    void aProgramThatIsMissingIsNamed() {
        assertThatThrownBy(() -> tools.run("no-such-program")).isInstanceOf(StorageException.class)
                .hasMessage("the program no-such-program is not installed");
    }

    @Test
    void aProgramThatDoesNotEndIsKilled() throws Exception {
        var impatient = new Tools(Duration.ofMillis(50));
        var fifo = dir.resolve("fifo");
        tools.run("mkfifo", fifo.toString());
        assertThatThrownBy(() -> impatient.run("cat", fifo.toString())).isInstanceOf(StorageException.class)
                .hasMessage("cat did not end within PT0.05S");
        assertThat(Files.exists(fifo)).isTrue();
    }
}
