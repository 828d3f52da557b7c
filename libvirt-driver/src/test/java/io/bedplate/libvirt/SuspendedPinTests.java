package io.bedplate.libvirt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The emulator's pin through a suspension. It is narrowed once huge pages are filled, and they are filled again when the
 * guest comes back; so what is saved must have the wide pin, and what runs the narrow one.
 */
final class SuspendedPinTests {
    private static final Path VIRSH = Path.of("/usr/bin/virsh");

    @Test
    void savedDocumentHasTheWidePinAndTheGuestTheNarrowOne() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        assumeTrue(Files.isExecutable(VIRSH), "virsh is not installed");
        try (var host = TestHost.start(); var driver = host.open()) {
            var id = new InstanceId(UUID.randomUUID());
            define(host, id);
            driver.start(id, LaunchGate.OPEN);
            driver.suspending().orElseThrow().suspend(id);
            assertThat(saved(host, id)).contains("<emulatorpin cpuset='0-1'/>");
            driver.start(id, LaunchGate.OPEN);
            var process = driver.guest(id).orElseThrow().pid().orElseThrow();
            assertThat(HostFiles.real().read("proc/%d/status".formatted(process)).orElseThrow())
                    .containsPattern("Cpus_allowed_list:\\s+0\n");
            driver.destroy(id);
        }
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

    private static String saved(TestHost host, InstanceId id) throws Exception {
        var virsh = new ProcessBuilder(VIRSH.toString(), "-c", host.daemon().uri(), "managedsave-dumpxml",
                id.toString()).redirectErrorStream(true).start();
        return new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
