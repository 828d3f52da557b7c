package io.bedplate.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RecordedHostFilesTests {
    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void recordsOneFileBesideAnotherMachine() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(Files.createDirectories(folder.resolve("other")).resolve("online"), "0-63\n");
    }

    @Test
    void doesNotReadWhereALinkLeadsOutOfTheTree() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), Path.of("../other"));
        Files.createSymbolicLink(root.resolve("far"), folder.resolve("other"));
        var files = HostFiles.recorded(root);

        assertThat(files.read("out/online")).isEmpty();
        assertThat(files.read("far/online")).isEmpty();
        assertThat(files.read("../other/online")).isEmpty();
        assertThat(files.list("out")).isEmpty();
        assertThat(files.exists("far")).isFalse();
        assertThat(files.linkName("out")).contains("other");
        assertThatThrownBy(() -> files.write("out/online", "0")).isInstanceOf(HostFileException.class);
        assertThat(folder.resolve("other/online")).hasContent("0-63");
    }

    @Test
    void takesALinkToWhereSysWasUnpacked() throws IOException {
        Files.createSymbolicLink(root.resolve("sys"), folder.resolve("other"));

        assertThat(HostFiles.recorded(root).read("sys/online")).contains("0-63");
    }

    @Test
    void aNameThatNoFileCanHaveIsAbsent() {
        var files = HostFiles.recorded(root);

        assertThat(files.read("a\0b")).isEmpty();
        assertThat(files.list("a\0b")).isEmpty();
        assertThat(files.linkName("a\0b")).isEmpty();
        assertThat(files.exists("a\0b")).isFalse();
    }

    @Test
    void aTreeThatIsNotThereIsEmpty() {
        var files = HostFiles.recorded(folder.resolve("none"));

        assertThat(files.read("proc/meminfo")).isEmpty();
        assertThat(files.list("")).isEmpty();
    }
}
