package io.bedplate.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ConsoleLogTests {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private ConsoleLog log() {
        return new ConsoleLog(folder.resolve("console"));
    }

    private void print(String text) {
        try {
            Files.writeString(log().file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void findsTheLineBehindTheFirmwaresPaint() {
        print("Booting..\u001b[2JREADY cpus=1\n");
        assertThat(log().await("READY", LONG)).contains("READY cpus=1");
    }

    @Test
    void waitsUntilTheLineIsWhole() throws Exception {
        print("noise\nREADY cp");
        var found = CompletableFuture.supplyAsync(() -> log().await("READY", LONG));
        print("us=1\n");
        assertThat(found.get()).contains("READY cpus=1");
    }

    @Test
    void givesUpInTime() {
        assertThat(log().await("READY", Duration.ofMillis(1))).isEmpty();
        assertThat(log().lastLine()).isEqualTo("nothing");
        print("panic: no init\n\n");
        assertThat(log().await("READY", Duration.ofMillis(1))).isEmpty();
        assertThat(log().lastLine()).isEqualTo("panic: no init");
    }
}
