package io.bedplate.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

import io.bedplate.cli.json.HostReader;
import io.bedplate.cli.json.HostWriter;
import io.bedplate.cli.json.JsonSource;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.probe.HostProbe;
import io.bedplate.probe.Machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

final class HostShowTests {
    private static final Path LAB = Path.of("../host-probe/src/test/resources/machines/lab-4-cells.txt");

    @TempDir
    private Path folder;

    private String lab() throws IOException {
        HostTree.parse(Files.readString(LAB)).unpack(folder);
        return folder.toString();
    }

    @Test
    void printsTheLabHostAsTheGoldenJson() throws IOException {
        var run = CommandRun.of("host", "show", "--sysfs-root", lab(), "--format", "json");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(Files.readString(Path.of("src/test/resources/golden/lab-4-cells.json")));
    }

    @Test
    void printsTheLabHostAsTheGoldenText() throws IOException {
        var run = CommandRun.of("host", "show", "--sysfs-root", lab());

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(Path.of("src/test/resources/golden/lab-4-cells.out")));
    }

    @Test
    void readsBackWhatItPrints() throws IOException {
        var run = CommandRun.of("host", "show", "--machine", "2 cells, ids 3 7, 4 cores, 2 threads, 1G:2, pf:1x2",
                "--format",
                "json");
        var read = HostReader.read(JsonTexts.object(JsonSource.file("host.json"), run.out())).topology();
        var machine = Machines.parse("2 cells, ids 3 7, 4 cores, 2 threads, 1G:2, pf:1x2");

        assertThat(read.cells()).isEqualTo(machine.cells());
        assertThat(read.cores()).isEqualTo(machine.cores());
        assertThat(read.distances()).isEqualTo(machine.distances());
        assertThat(read.caches()).isEqualTo(machine.caches());
        assertThat(read.pci()).extracting("address", "type", "vfs", "parent", "cell")
                .isEqualTo(machine.pci().stream().map(device -> tuple(device.address(),
                        device.type(), device.vfs(), device.parent(), device.cell())).toList());
    }

    @Test
    void whateverATreeLacksItsJsonIsHostOfTheContract() throws IOException {
        var lab = HostTree.parse(Files.readString(LAB));
        for (String path : lab.entries().keySet()) {
            for (var damaged : List.of(lab.without(path), lab.with(path, new Entry.Text("")),
                    lab.with(path, new Entry.Text("0-3")))) {
                var host = HostProbe.read(damaged.simulated());
                var json = JsonTexts.line(HostWriter.host(host));
                var read = HostReader.read(JsonTexts.object(JsonSource.file(path), json)).topology();

                assertThat(read.cells()).as(path).isEqualTo(host.cells());
                assertThat(read.pci()).as(path).hasSameSizeAs(host.pci());
                assertThat(JsonTexts.line(HostWriter.host(read)).length()).as(path).isLessThanOrEqualTo(json.length());
            }
        }
    }

    @Test
    void showsThisMachineWhenNothingElseIsNamed() {
        var run = CommandRun.of("host", "show", "--format", "json");

        assertThat(run.exitStatus()).isZero();
        assertThat(HostReader.read(JsonTexts.object(JsonSource.file("stdout"), run.out())).topology().onlineCpus())
                .isEqualTo(HostProbe.readThisHost().onlineCpus());
    }

    @Test
    void drawsEveryCpuPageAndDeviceAndWhoHoldsThem() throws Exception {
        var host = Files.writeString(folder.resolve("host.json"), """
                {"name": "a <host> & more", "nodes": [
                   {"id": 0, "socket": 0, "cpus": [0,1,2,3], "memory_kib": 8388608,
                    "pages": {"1048576": {"total": 4, "free": 4}}},
                   {"id": 1, "socket": null, "cpus": [], "memory_kib": 0, "pages": {}}],
                 "siblings": [[0,2],[1,3]], "distances": [[10,17],[17,10]], "caches": [],
                 "pci": [{"address": "0000:3b:00.0", "vendor_id": "8086", "product_id": "1572", "numa_node": 0,
                          "type": "pf", "total_vfs": 64, "vfs": ["0000:3b:02.0","0000:3b:02.1"], "parent": null},
                         {"address": "0000:01:00.0", "vendor_id": "10de", "product_id": "20b5", "numa_node": null,
                          "type": "pci", "total_vfs": 0, "vfs": [], "parent": null}],
                 "config": {"cpu_dedicated_set": [1,3], "cpu_shared_set": [0]},
                 "used": {"pinned_cpus": [3], "pages": {"0": {"1048576": 3}}, "pci": ["0000:3b:02.1"]}}
                """);
        var run = CommandRun.of("host", "show", "--host", host.toString(), "--format", "svg");

        assertThat(run.exitStatus()).isZero();
        var factory = DocumentBuilderFactory.newInstance();
        assertThatCode(() -> factory.newDocumentBuilder().parse(new InputSource(new StringReader(run.out()))))
                .doesNotThrowAnyException();
        assertThat(run.out()).contains("a &lt;host&gt; &amp; more", "CPU 0: for floating vCPUs",
                "CPU 1: free, for dedicated vCPUs", "CPU 2: kept for the host", "CPU 3: held by a guest", "1 of 4 free",
                "PF, 1 of 2 VFs held", "<title>0000:3b:02.1</title>", "no known cell", "10de:20b5", ">17<",
                "no memory");

        var text = CommandRun.of("host", "show", "--host", host.toString());
        assertThat(text.out()).contains("held     CPUs 3", "1 GiB: 4, 1 free", "2 of 64 VFs made, 1 held", "cell 1",
                "socket not known");
    }

    @Test
    void drawsTheLargestHosts() {
        var run = CommandRun.of("host", "show", "--format", "svg", "--machine",
                "8 cells, 4 sockets, 64 cores, 2 threads, 1G:64, 2M:1024, pf:2x64, pci:20, 8 llcs");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).contains("CPU 1023: free", "and 6 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sysfs-root /no/such/folder", "--host /no/such/file", "--host /", "--machine 2",
            "--format gif",
            "--machine 1:1 --host x", "extra"})
    void badUsageIsOneClearLine(String args) {
        var run = CommandRun.of(("host show " + args).split(" ", -1));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bedplate: ").doesNotContain("Exception", "\tat ");
    }

    @Test
    void anEmptyFolderIsAHostOfWhichNothingIsKnown() {
        var run = CommandRun.of("host", "show", "--sysfs-root", folder.toString(), "--format", "json");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).isEqualToIgnoringWhitespace("""
                {"name":"unknown","arch":"unknown",
                 "nodes":[{"id":0,"socket":null,"cpus":[],"memory_kib":0,"pages":{}}],
                 "siblings":[],"distances":[],"caches":[],"pci":[]}""");
    }

    @Test
    void theHostCommandAloneExplainsItself() {
        assertThat(CommandRun.of("host").out()).contains("Usage: bedplate host", "show");
    }
}
