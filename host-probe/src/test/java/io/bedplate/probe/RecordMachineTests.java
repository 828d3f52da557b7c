package io.bedplate.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostTree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The script that records fixtures, run on the machine the tests run on. */
final class RecordMachineTests {
    private static final Path SCRIPT = Path.of("record-machine").toAbsolutePath();

    @TempDir
    private Path folder;

    private int record(String target) throws IOException, InterruptedException {
        return new ProcessBuilder(SCRIPT.toString(), folder.resolve(target).toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start().waitFor();
    }

    private static void assertIsThisMachine(HostTopology recorded) {
        var here = HostProbe.readThisHost();

        assertThat(recorded.name()).isEqualTo("recorded");
        assertThat(recorded.arch()).isEqualTo(here.arch());
        assertThat(recorded.cores()).isEqualTo(here.cores());
        assertThat(recorded.distances()).isEqualTo(here.distances());
        assertThat(recorded.caches()).isEqualTo(here.caches());
        assertThat(recorded.pci()).isEqualTo(here.pci());
        // Pools may change between the two readings.
        assertThat(recorded.cells()).extracting(NumaCell::id, NumaCell::cpus, NumaCell::socket)
                .isEqualTo(here.cells().stream()
                        .map(cell -> tuple(cell.id(), cell.cpus(), cell.socket()))
                        .toList());
    }

    @Test
    void recordsAFolderThatReadsLikeTheMachine() throws IOException, InterruptedException {
        assertThat(record("tree")).isZero();

        assertIsThisMachine(HostProbe.read(HostFiles.recorded(folder.resolve("tree"))));
    }

    @Test
    void recordsATextThatReadsLikeTheMachine() throws IOException, InterruptedException {
        assertThat(record("tree.txt")).isZero();

        assertIsThisMachine(HostProbe.read(HostTree.parse(Files.readString(folder.resolve("tree.txt"))).simulated()));
    }

    @Test
    void leavesWhatIsThereAlone() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("kept.txt"), "mine");

        assertThat(record("kept.txt")).isEqualTo(2);
        assertThat(folder.resolve("kept.txt")).hasContent("mine");
        assertThat(Files.readString(folder.resolve("log"))).contains("exists already");
        assertThat(folder)
                .isDirectoryNotContaining(file -> !List.of("kept.txt", "log").contains(file.getFileName().toString()));
    }
}
