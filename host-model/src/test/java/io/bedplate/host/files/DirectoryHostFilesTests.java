package io.bedplate.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DirectoryHostFilesTests {
    @TempDir
    Path root;

    private HostFiles files() {
        return HostFiles.recorded(root);
    }

    @Test
    void readsWithoutTrailingBlanksAndNuls() throws IOException {
        Files.writeString(root.resolve("a"), "0-3\n\0\0 ");
        Files.createFile(root.resolve("empty"));
        assertThat(files().read("a")).contains("0-3");
        assertThat(files().read("empty")).contains("");
    }

    @Test
    void whatCannotBeReadIsAbsent() throws Exception {
        Files.createDirectory(root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("../gone/0000:3b:00.0"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor()).isZero();

        assertThat(files().read("none")).isEmpty();
        assertThat(files().read("folder")).isEmpty();
        assertThat(files().read("dangling")).isEmpty();
        assertThat(files().read("pipe")).isEmpty();
        assertThat(files().list("none")).isEmpty();
        assertThat(files().linkName("folder")).isEmpty();
    }

    @Test
    void aDanglingLinkStillHasAName() throws IOException {
        Files.createSymbolicLink(root.resolve("physfn"), Path.of("../0000:3b:00.0"));
        assertThat(files().linkName("physfn")).contains("0000:3b:00.0");
        assertThat(files().exists("physfn")).isFalse();
    }

    @Test
    void listsInNaturalOrder() throws IOException {
        for (String name : List.of("cpu10", "cpu2", "cpu2a", "cpu", "node0", "cpu02")) {
            Files.createFile(root.resolve(name));
        }
        assertThat(files().list("")).containsExactly("cpu", "cpu02", "cpu2", "cpu2a", "cpu10", "node0");
    }

    @Test
    void aRefusedWriteNamesFileValueAndCause() throws IOException {
        Files.createFile(root.resolve("nr_hugepages"));
        files().write("nr_hugepages", "12");
        assertThat(files().read("nr_hugepages")).contains("12");

        assertThatThrownBy(() -> files().write("none/nr_hugepages", "12")).isInstanceOf(HostFileException.class)
                .hasMessageContaining("/none/nr_hugepages").hasMessageContaining("\"12\"");
    }
}
