package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.files.HostFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes of a recorded host. */
final class GuestProcessesTests {
    private static final UUID GUEST = Specs.ID.uuid();

    @TempDir
    private Path root = Path.of("/");

    private void process(String pid, String... arguments) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("cmdline"), String.join("\0", arguments) + "\0");
    }

    @Test
    void guestIsFoundByTheUuidOnItsCommandLine() throws IOException {
        process("71", "/usr/bin/qemu-system-x86_64", "-uuid", GUEST.toString(), "-S");
        process("72", "grep", "-uuid " + GUEST);
        process("73", "other", "-uuid", "none");
        process("74", "other", "-uuid");
        process("self", "/usr/bin/qemu-system-x86_64", "-uuid", UUID.randomUUID().toString());
        var processes = new GuestProcesses(HostFiles.recorded(root));
        assertThat(processes.all()).isEqualTo(Map.of(GUEST, 71L));
        assertThat(processes.find(GUEST)).hasValue(71);
        assertThat(processes.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void ofTwoProcessesOfOneGuestTheOneOfThisLibvirtdIsItsOwn() throws IOException {
        process("71", "qemu", "-uuid", GUEST.toString());
        process("72", "qemu", "-uuid", GUEST.toString());
        var folder = Files.createDirectories(root.resolve("run/libvirt/qemu"));
        for (String pid : new String[]{"71", "72"}) {
            Files.writeString(folder.resolve("vnf.pid"), pid);
            assertThat(new GuestProcesses(HostFiles.recorded(root)).find(GUEST)).hasValue(Long.parseLong(pid));
        }
    }

    @Test
    void uuidMayBeTheLastArgument() throws IOException {
        process("8", "qemu", "-uuid", GUEST.toString());
        assertThat(new GuestProcesses(HostFiles.recorded(root)).find(GUEST)).hasValue(8);
    }
}
