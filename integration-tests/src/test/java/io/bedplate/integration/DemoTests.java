package io.bedplate.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.probe.HostProbe;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The whole path on real parts: a guest pinned, on huge pages, proven; and tampered with. */
final class DemoTests {
    private static final JsonMapper JSON = new JsonMapper();

    private final HostFiles files = HostFiles.real();
    private Path state = Path.of("");
    private long pagesBefore;

    @BeforeEach
    void onAMachineThatCan() throws IOException {
        PrivateLibvirtd.missing().ifPresent(missing -> assumeTrue(false, missing));
        assumeTrue(Files.exists(guestImages().resolve("vmlinuz")),
                "the guest's kernel is not built: run ./bedplate test");
        state = Files.createTempDirectory("bedplate-demo").resolve("state");
        pagesBefore = pages();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (Files.exists(state)) {
            bedplate("demo", "--end");
        }
        assertThat(state).doesNotExist();
        assertThat(pages()).isEqualTo(pagesBefore);
        assertThat(processes()).isEmpty();
        Files.deleteIfExists(state.toAbsolutePath().resolveSibling(""));
    }

    private static Path guestImages() {
        var byDefault = Path.of("").toAbsolutePath().resolveSibling(".bedplate").resolve("guest");
        return Path.of(System.getProperty("bedplate.guest", byDefault.toString()));
    }

    private static long pages() {
        return HostProbe.readThisHost().cells().stream().flatMap(cell -> cell.pool(PageSize.MIB_2).stream())
                .mapToLong(PagePool::total).sum();
    }

    /** Processes that name the state folder. */
    private List<String> processes() {
        return ProcessHandle.allProcesses().map(process -> files.read("proc/" + process.pid() + "/cmdline").orElse(""))
                .filter(command -> command.contains(state.toString())).toList();
    }

    private Launch bedplate(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--state-dir=" + state);
        if (arguments[0].equals("demo")) {
            all.add("--guest=" + guestImages());
        }
        return Launch.bedplate(all.toArray(String[]::new));
    }

    @Test
    void theDemoProvesPinPagesAndCellAndLeavesNothing() {
        var demo = bedplate("demo", "--format=json");

        assertThat(demo.complaints()).isEmpty();
        assertThat(demo.status()).isZero();
        var report = JSON.readTree(demo.out());
        int pcpu = report.get("pinning").get("0").asInt();
        for (String moment : List.of("before_launch", "while_running")) {
            var evidence = report.get(moment);
            assertThat(evidence.get("in_force").asBoolean()).isTrue();
            var vcpu = evidence.get("threads").get(0);
            assertThat(vcpu.get("role").asString()).isEqualTo("vcpu 0");
            assertThat(vcpu.get("allowed_cpus").values()).extracting(JsonNode::asInt).containsExactly(pcpu);
            var memory = evidence.get("memory").get(0);
            assertThat(memory.get("page_size_kib").asLong()).isEqualTo(2048);
            assertThat(memory.get("found_kib").asLong()).isEqualTo(262144);
            assertThat(memory.get("policies").get(0).asString()).isEqualTo("bind:" + memory.get("node").asInt());
        }
        assertThat(report.get("console").asString()).startsWith("BEDPLATE-GUEST ready cpus=1 cells=1");
    }

    @Test
    void aKeptGuestTamperedWithByHandIsCaughtWithTheExactDifference() throws Exception {
        assumeTrue(HostProbe.readThisHost().onlineCpus().size() > 1,
                "one CPU alone leaves no other to move a thread to");
        assertThat(bedplate("demo", "--keep").status()).isZero();
        assertThat(bedplate("verify", "--all").status()).isZero();
        var again = bedplate("demo");
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.err()).contains("demo --end").hasLineCount(1);

        var thread = JSON.readTree(bedplate("verify", "demo", "--format=json").out()).get(0).get("threads").get(0);
        int claimed = thread.get("claimed_cpus").get(0).asInt();
        int tid = thread.get("tid").asInt();
        int elsewhere = HostProbe.readThisHost().onlineCpus().minus(CpuSet.of(claimed)).first();
        tamper(tid, elsewhere);

        var caught = bedplate("verify", "demo");
        assertThat(caught.status()).isEqualTo(3);
        assertThat(caught.out()).contains(
                "! vcpu 0 (thread %d): CPUs %d wanted, %d allowed".formatted(tid, claimed, elsewhere));
        assertThat(bedplate("demo", "--end").out()).contains("ended");
        assertThat(bedplate("demo", "--end").out()).contains("nothing was kept");
    }

    /** The cpuset would refuse the taskset, so a hand that means it opens the cpuset first. */
    private void tamper(int tid, int pcpu) throws Exception {
        var cpusets = files.read("proc/" + tid + "/cgroup").orElse("").lines()
                .map(line -> line.split(":", 3)).filter(entry -> entry[1].equals("cpuset") || entry[1].isEmpty())
                .map(entry -> entry[1].isEmpty() ? "sys/fs/cgroup" + entry[2] : "sys/fs/cgroup/cpuset" + entry[2])
                .map(folder -> folder + "/cpuset.cpus").filter(files::exists).toList();
        var all = HostProbe.readThisHost().onlineCpus().toString();
        cpusets.forEach(cpuset -> files.write(cpuset, all));
        var taskset = new ProcessBuilder("taskset", "-pc", Integer.toString(pcpu), Integer.toString(tid))
                .redirectErrorStream(true).start();
        assertThat(taskset.waitFor()).as(new String(taskset.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void aFullDiskIsOneLineAndLeavesNothing() throws Exception {
        Files.createDirectory(state);
        run("mount", "-t", "tmpfs", "-o", "size=4k", "bedplate-full", state.toString());
        try {
            Files.write(state.resolve("filler"), new byte[4096]);
            var demo = bedplate("demo");
            assertThat(demo.status()).isEqualTo(3);
            assertThat(demo.complaints()).singleElement().asString().contains("cannot be written")
                    .contains("--state-dir");
        } finally {
            run("umount", state.toString());
            Files.delete(state);
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aMissingGuestImageIsOneLine() {
        var demo = Launch.bedplate("demo", "--state-dir=" + state, "--guest=/nowhere");
        assertThat(demo.status()).isEqualTo(3);
        assertThat(demo.complaints()).singleElement().asString().contains("/nowhere");
    }

    @Test
    void aStateFolderOfAnotherAgentIsRefused() throws IOException {
        Files.createDirectories(state.resolve("claims"));
        var demo = bedplate("demo");
        assertThat(demo.status()).isEqualTo(3);
        assertThat(demo.complaints()).singleElement().asString().contains("belongs to an agent");
        Files.delete(state.resolve("claims"));
        Files.delete(state);
    }
}
