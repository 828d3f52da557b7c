package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.libvirt.daemon.GuestScript;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A guest with a kernel, whose user space is a shell script of the test; what it says is on its console. */
final class TestGuest implements AutoCloseable {
    // 10 s where nothing else runs; without KVM on a busy machine many times that.
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long MEMORY_KIB = 160 * 1024;

    private static final String KERNEL = "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check nowatchdog";

    private final InstanceSpec spec;
    private final Path console;

    private TestGuest(InstanceSpec spec, Path console) {
        this.spec = spec;
        this.console = console;
    }

    /** Skips the test where no kernel for guests was built. */
    static TestGuest of(Path folder, int vcpus, String script, Nic... nics) {
        return of(folder, vcpus, script, KERNEL, List.of("initrd.gz"), nics);
    }

    /** For ports behind vhost-user: without KVM, QEMU 7.2 dies of a guest that has MSI-X for them. */
    static TestGuest withoutMsi(Path folder, int vcpus, String script, Nic... nics) {
        return of(folder, vcpus, script, KERNEL + " pci=nomsi", List.of("initrd.gz"), nics);
    }

    /** The same with the QEMU guest agent at hand, which {@code /agent} starts. */
    static TestGuest withAgent(Path folder, String script) {
        return of(folder, 1, script, KERNEL, List.of("initrd.gz", "agent.gz"));
    }

    private static TestGuest of(Path folder, int vcpus, String script, String commandLine, List<String> archives,
            Nic... nics) {
        var built = Path.of(System.getProperty("bedplate.guest", "../.bedplate/guest"));
        archives.forEach(archive -> assumeTrue(Files.exists(built.resolve(archive)),
                "no %s of a guest was built in %s".formatted(archive, built)));
        var id = new InstanceId(UUID.randomUUID());
        var name = "g-" + id.toString().substring(0, 8);
        try {
            var initrd = folder.resolve(name + ".initrd");
            GuestScript.write(initrd, archives.stream().map(built::resolve).toList(), script);
            var console = folder.resolve(name + ".console");
            var boot = new InstanceSpec.Boot.Kernel(built.resolve("vmlinuz").toAbsolutePath().normalize(), initrd,
                    commandLine);
            var spec = new InstanceSpec(id, name, vcpus, MEMORY_KIB, floating(vcpus), boot, List.of(),
                    Optional.of(console)).equipped(List.of(), List.of(nics));
            return new TestGuest(spec, console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GuestPlacement floating(int vcpus) {
        var none = CpuSet.empty();
        return new GuestPlacement(List.of(), none, none, IoThreads.NONE, none, false, new GuestCpuTopology(1, vcpus, 1),
                List.of());
    }

    InstanceSpec spec() {
        return spec;
    }

    /** All it said until it says {@code last}. */
    String saidUntil(String last) {
        return Poll.until("the guest to say " + last, LONGEST, this::said, said -> said.contains(last));
    }

    String said() {
        try {
            return Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes its files. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(console);
            Files.deleteIfExists(((InstanceSpec.Boot.Kernel) spec.boot()).initrd());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
