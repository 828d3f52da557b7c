package io.bedplate.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.config.AgentConfigFile;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DemoFolderTests {
    @TempDir
    Path parent;

    private DemoFolder folder() {
        return new DemoFolder(parent.resolve("state"));
    }

    @Test
    void whatItWritesTheAgentReads() {
        var folder = folder();
        folder.make(folder.configText(Path.of("/cache"), "cpu_dedicated_set = 1\n"));

        var config = AgentConfigFile.read(folder.agentConfig(), folder.stateDir());
        assertThat(config.driver()).isEqualTo("libvirt");
        assertThat(config.driverSettings()).containsEntry("private_root", folder.libvirtRoot().toString())
                .containsEntry("private_cache", "/cache");
        assertThat(config.host().dedicatedCpus()).contains(CpuSet.of(1));
    }

    @Test
    void removesAllThatIsItsOwnAndNothingElse() throws IOException {
        var folder = folder();
        folder.make("");
        folder.noteLoan(new PageLoan(0, PageSize.MIB_2, 3));
        folder.markKept();
        Files.createDirectories(folder.libvirtRoot().resolve("log"));
        Files.writeString(folder.libvirtRoot().resolve("log/a"), "");
        var foreign = Files.writeString(folder.stateDir().resolve("notes"), "");

        assertThat(folder.isKept()).isTrue();
        assertThat(folder.loanNoted()).contains(new PageLoan(0, PageSize.MIB_2, 3));
        folder.remove();
        assertThat(folder.stateDir()).isDirectoryContaining(path -> path.equals(foreign));
        assertThat(folder.isKept()).isFalse();
        Files.delete(foreign);
        folder.remove();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void claimsWithoutTheDemosMarksAreSomebodyElses() throws IOException {
        var folder = folder();
        Files.createDirectories(folder.stateDir().resolve("claims"));
        assertThat(folder.isSomebodyElses()).isTrue();
        folder.noteLoan(new PageLoan(0, PageSize.MIB_2, 0));
        assertThat(folder.isSomebodyElses()).isFalse();
    }

    @Test
    void aPathThatASocketCannotHaveIsNotPlain() {
        assertThat(DemoFolder.isPlain(Path.of("/var/lib/bedplate-1.0/libvirt"))).isTrue();
        assertThat(DemoFolder.isPlain(Path.of("/var/my folder"))).isFalse();
        assertThat(DemoFolder.isPlain(Path.of("/" + "a".repeat(80)))).isFalse();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> new DemoFolder(file.resolve("state")).make("")).isInstanceOf(DemoException.class)
                .hasMessageContaining("file").hasMessageContaining("--state-dir");
    }
}
