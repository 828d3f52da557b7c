package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.virt.Guest;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The emulator's pin through a suspension. It is narrowed once huge pages are filled, and they are filled again when the
 * guest comes back: for that moment it must be the wide one, and the narrow one whenever the guest can run.
 */
final class SuspendedPinTests {
    private static final Path VIRSH = Path.of("/usr/bin/virsh");
    private static final String WIDE = "<emulatorpin cpuset='0-1'/>";

    @Test
    void memoryComesBackUnderTheWidePinAndTheGuestRunsUnderTheNarrowOne() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        assumeTrue(Files.isExecutable(VIRSH), "virsh is not installed");
        var id = new InstanceId(UUID.randomUUID());
        var atStart = new ArrayList<String>();
        try (var host = TestHost.start()) {
            var watch = new CallWatch() {
                @Override
                public void before(String function) {
                    if (function.equals("virDomainCreateWithFlags")) {
                        atStart.add(saved(host, id));
                    }
                }
            };
            try (var driver = new LibvirtDriverProvider(watch).open(host.config())) {
                define(host, id);
                driver.start(id, LaunchGate.OPEN);
                assertNarrow(driver.guest(id).orElseThrow());
                driver.suspending().orElseThrow().suspend(id);
                assertThat(saved(host, id)).doesNotContain(WIDE);
                driver.start(id, LaunchGate.OPEN);
                assertThat(atStart).hasSize(2).last().asString().contains(WIDE);
                assertNarrow(driver.guest(id).orElseThrow());
                driver.destroy(id);
            }
        }
    }

    private static void assertNarrow(Guest guest) {
        assertThat(HostFiles.real().read("proc/%d/status".formatted(guest.pid().orElseThrow())).orElseThrow())
                .containsPattern("Cpus_allowed_list:\\s+0\n");
    }

    private static void define(TestHost host, InstanceId id) {
        try (var link = LibvirtLink.open(host.daemon().uri(), new Deaf())) {
            link.call(Lane.QUICK, session -> {
                session.define("""
                        <domain type='qemu'><name>wide</name><uuid>%s</uuid>
                        <metadata><b:guest xmlns:b='%s'><b:emulatorpin cpuset='0'/></b:guest></metadata>
                        <memory unit='KiB'>32768</memory><vcpu>1</vcpu>
                        <cputune><vcpupin vcpu='0' cpuset='1'/><emulatorpin cpuset='0-1'/></cputune>
                        <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features></domain>
                        """.formatted(id, GuestMark.NAMESPACE)).close();
                return true;
            });
        }
    }

    private static String saved(TestHost host, InstanceId id) {
        try {
            return virsh(host, "managedsave-dumpxml", id.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String virsh(TestHost host, String command, String domain) throws IOException {
        var virsh = new ProcessBuilder(VIRSH.toString(), "-c", host.daemon().uri(), command,
                domain).redirectErrorStream(true).start();
        return new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
