package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.files.HostFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** KVM is believed only when a guest ran on it. */
final class KvmProbeTests {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @TempDir
    private Path folder = Path.of("/");

    private Path emulator(String script) throws IOException {
        var program = folder.resolve("qemu");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private HostFiles hostWithKvm() throws IOException {
        Files.createDirectories(folder.resolve("host/dev"));
        Files.writeString(folder.resolve("host/dev/kvm"), "");
        return HostFiles.recorded(folder.resolve("host"));
    }

    @Test
    void hostWithoutTheDeviceHasNoKvm() throws IOException {
        assertThat(KvmProbe.ask(HostFiles.recorded(folder), emulator("exit 85").toString(), LONGEST))
                .isEqualTo(new KvmProbe.Answer.Useless("/dev/kvm is absent"));
    }

    @Test
    void guestThatEndsAsAskedProvesKvm() throws IOException {
        assertThat(KvmProbe.ask(hostWithKvm(), emulator("exit 85").toString(), LONGEST))
                .isEqualTo(new KvmProbe.Answer.Works());
    }

    @Test
    void emulatorThatFailsSaysWhy() throws IOException {
        assertThat(KvmProbe.ask(hostWithKvm(), emulator("echo first; echo no MSR >&2; exit 134").toString(), LONGEST))
                .isEqualTo(new KvmProbe.Answer.Useless("a guest on KVM ended with status 134: no MSR"));
    }

    @Test
    void guestThatHangsIsNoKvm() throws IOException {
        assertThat(KvmProbe.ask(hostWithKvm(), emulator("exec sleep 100").toString(), Duration.ofMillis(300)))
                .isEqualTo(new KvmProbe.Answer.Useless("a guest on KVM did not get through its first steps in PT0.3S"));
    }

    @Test
    void absentEmulatorIsNoKvm() throws IOException {
        assertThat(KvmProbe.ask(hostWithKvm(), "/nowhere/qemu", LONGEST)).isInstanceOf(KvmProbe.Answer.Useless.class);
    }

    @Test
    void bootSectorEndsEmulationWithTheStatus() throws Exception {
        var qemu = Path.of("/usr/bin/qemu-system-x86_64");
        assumeTrue(Files.isExecutable(qemu), "QEMU is not installed");
        // The same command, emulated: proves the boot sector and not the host.
        var emulated = emulator("""
                for argument; do
                    shift
                    case $argument in kvm) argument=tcg ;; host) argument=qemu64 ;; esac
                    set -- "$@" "$argument"
                done
                exec %s "$@"
                """.formatted(qemu));
        assertThat(KvmProbe.ask(hostWithKvm(), emulated.toString(), LONGEST)).isEqualTo(new KvmProbe.Answer.Works());
    }

    @Test
    void bootSectorIsWhatItsSourceSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/as")), "binutils are not installed");
        try (var source = KvmProbe.class.getResourceAsStream("kvm-probe.S");
                var image = KvmProbe.class.getResourceAsStream("kvm-probe.img")) {
            assertThat(source).isNotNull();
            assertThat(image).isNotNull();
            Files.copy(source, folder.resolve("kvm-probe.S"));
            var build = new ProcessBuilder("sh", "-c",
                    "as kvm-probe.S -o probe.o && ld -Ttext=0x7c00 --oformat binary -o probe.img probe.o 2>/dev/null")
                    .directory(folder.toFile()).start();
            assertThat(build.waitFor()).isZero();
            assertThat(folder.resolve("probe.img")).hasBinaryContent(image.readAllBytes());
        }
    }
}
