package io.bedplate.libvirt.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.libvirt.LibvirtDriverProvider;
import io.bedplate.libvirt.Poll;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A libvirtd of one's own comes and goes without a trace. */
final class PrivateLibvirtdTests {
    @TempDir
    private Path folder = Path.of("/");

    private static void needLibvirt() {
        var missing = PrivateLibvirtd.missing();
        assumeTrue(missing.isEmpty(), missing::orElseThrow);
    }

    private static VirtDriver driver(PrivateLibvirtd daemon) {
        return new LibvirtDriverProvider().open(DriverConfig.of(Map.of("uri", daemon.uri())));
    }

    private static InstanceSpec guest() {
        var id = new InstanceId(UUID.randomUUID());
        var none = CpuSet.empty();
        var placement = new GuestPlacement(List.of(), none, none, IoThreads.NONE, none, false,
                new GuestCpuTopology(1, 1, 1),
                List.of());
        return new InstanceSpec(id, "d-" + id.toString().substring(0, 8), 1, 32768, placement,
                new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty());
    }

    private static Guest spawned(VirtDriver driver, InstanceSpec spec) {
        driver.spawn(spec, LaunchGate.OPEN);
        return driver.guest(spec.id()).orElseThrow();
    }

    private static boolean runs(long pid) {
        // An ended process that nobody has waited for yet has no command line.
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
    }

    @Test
    void closingEndsGuestsAndLeavesNothing() throws IOException {
        needLibvirt();
        var root = folder.resolve("d");
        long libvirtd;
        long qemu;
        try (var daemon = PrivateLibvirtd.start(root); var driver = driver(daemon)) {
            libvirtd = daemon.pid();
            qemu = spawned(driver, guest()).pid().orElseThrow();
            assertThat(runs(libvirtd)).isTrue();
            assertThat(runs(qemu)).isTrue();
        }
        assertThat(runs(libvirtd)).as("libvirtd runs").isFalse();
        assertThat(runs(qemu)).as("QEMU runs").isFalse();
        assertThat(root).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(root.toString());
        assertThat(machineGroups()).noneMatch(path -> path.toString().contains("qemu-1-d-"));
    }

    private static List<Path> machineGroups() throws IOException {
        try (var groups = Files.find(Path.of("/sys/fs/cgroup"), 4,
                (path, _) -> path.getFileName().toString().endsWith(".libvirt-qemu"))) {
            return groups.toList();
        }
    }

    @Test
    void closingEndsGuestsAlsoWhenTheScriptWasKilled() {
        needLibvirt();
        var root = folder.resolve("d");
        long libvirtd;
        long qemu;
        try (var daemon = PrivateLibvirtd.start(root); var driver = driver(daemon)) {
            libvirtd = daemon.pid();
            qemu = spawned(driver, guest()).pid().orElseThrow();
            ProcessHandle.of(libvirtd).flatMap(ProcessHandle::parent).orElseThrow().destroyForcibly();
        }
        assertThat(runs(libvirtd)).as("libvirtd runs").isFalse();
        assertThat(runs(qemu)).as("QEMU runs").isFalse();
        assertThat(root).doesNotExist();
    }

    @Test
    void guestsLeftBehindAreFoundByTheNext() {
        needLibvirt();
        var root = folder.resolve("d");
        var spec = guest();
        Guest before;
        try (var first = PrivateLibvirtd.start(root); var driver = driver(first)) {
            before = spawned(driver, spec);
            first.leave();
        }
        assertThat(runs(before.pid().orElseThrow())).isTrue();
        try (var second = PrivateLibvirtd.start(root); var driver = driver(second)) {
            assertThat(driver.guest(spec.id())).contains(before);
            assertThat(before.state()).isEqualTo(GuestState.RUNNING);
        }
        assertThat(runs(before.pid().orElseThrow())).isFalse();
        assertThat(root).doesNotExist();
    }

    @Test
    void endOfTheOwnersJvmEndsEverything() throws IOException {
        needLibvirt();
        var root = folder.resolve("d");
        var java = ProcessHandle.current().info().command().orElseThrow();
        var owner = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Owner.class.getName(), root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var said = owner.inputReader()) {
            var pids = said.readLine().split(" ", -1);
            assertThat(pids).hasSize(2);
            owner.destroyForcibly();
            for (var pid : pids) {
                Poll.until("process %s to end".formatted(pid), () -> runs(Long.parseLong(pid)), alive -> !alive);
            }
        } finally {
            owner.destroyForcibly();
        }
    }

    /** A JVM that starts a libvirtd and a guest, says their pids and waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            var daemon = PrivateLibvirtd.start(Path.of(args[0]));
            System.out.println(daemon.pid() + " " + spawned(driver(daemon), guest()).pid().orElseThrow());
            Thread.currentThread().join();
        }
    }

    @Test
    void networkOfItsOwnIsApartFromTheMachines() throws IOException, InterruptedException {
        needLibvirt();
        var root = folder.resolve("d");
        var name = "bp-test-apart";
        try (var daemon = PrivateLibvirtd.start(root, root.resolve("cache"), PrivateLibvirtd.Network.OWN)) {
            var made = new ProcessBuilder(daemon.inside("ip", "link", "add", name, "type", "bridge")).inheritIO()
                    .start();
            assertThat(made.waitFor()).isZero();
            assertThat(daemon.view().resolve("sys/class/net").resolve(name)).exists();
            assertThat(Path.of("/sys/class/net").resolve(name)).doesNotExist();
            assertThat(daemon.view().resolve("sys/fs/cgroup")).isNotEmptyDirectory();
            assertThat(daemon.view().resolve("run/openvswitch")).isEmptyDirectory();
            try (var driver = driver(daemon)) {
                assertThat(spawned(driver, guest()).state()).isEqualTo(GuestState.RUNNING);
            }
        }
        assertThat(root).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(root.toString());
    }

    @Test
    void oddFolderIsRefused() {
        assertThatThrownBy(() -> PrivateLibvirtd.start(Path.of("/tmp/a \"b")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/tmp/a \"b");
        assertThatThrownBy(() -> PrivateLibvirtd.start(Path.of("/tmp/" + "x".repeat(80))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 80");
    }

    @Test
    void programsAreLookedForInEveryFolderOfThePath() {
        assertThat(Prerequisites.onPath("sh", "/nowhere::/bin")).isTrue();
        assertThat(Prerequisites.onPath("no-such-program", "/usr/bin:/bin")).isFalse();
    }
}
