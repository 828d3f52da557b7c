package io.bedplate.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.bedplate.host.files.HostFiles;

/**
 * Finds out whether KVM runs guests, by running one: {@code /dev/kvm} may be there and yet refuse the host's own
 * processor, or never deliver an interrupt. The guest is a boot sector (its source lies beside it) that must take a
 * timer tick, enter long mode and end QEMU with status {@value #DONE}.
 */
final class KvmProbe {
    private static final int DONE = 85;
    private KvmProbe() {}

    /** What came out. */
    sealed interface Answer {
        record Works() implements Answer {}

        record Useless(String why) implements Answer {}
    }

    /** A guest that has not got through within {@code longest} is ended, and KVM is useless. */
    static Answer ask(HostFiles files, String emulator, Duration longest) {
        if (!files.exists("dev/kvm")) {
            return new Answer.Useless("/dev/kvm is absent");
        }
        try {
            var folder = Files.createTempDirectory("bedplate-kvm-probe");
            try {
                return run(emulator, folder, longest);
            } finally {
                Files.deleteIfExists(folder.resolve("disk"));
                Files.deleteIfExists(folder.resolve("said"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            return new Answer.Useless("the probe could not be run: " + e.getMessage());
        }
    }

    private static Answer run(String emulator, Path folder, Duration longest) throws IOException {
        var disk = folder.resolve("disk");
        var said = folder.resolve("said");
        try (InputStream sector = KvmProbe.class.getResourceAsStream("kvm-probe.img")) {
            Files.copy(Objects.requireNonNull(sector), disk);
        }
        var qemu = new ProcessBuilder(command(emulator, disk)).redirectErrorStream(true).redirectOutput(said.toFile())
                .start();
        try {
            qemu.getOutputStream().close();
            boolean ended = qemu.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            return ended
                    ? answer(qemu.exitValue(), Files.readString(said))
                    : new Answer.Useless("a guest on KVM did not get through its first steps in " + longest);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Useless("the probe was interrupted");
        } finally {
            qemu.destroyForcibly();
        }
    }

    private static List<String> command(String emulator, Path disk) {
        return List.of(emulator, "-accel", "kvm", "-cpu", "host", "-machine", "pc", "-m", "16", "-nodefaults",
                "-no-user-config", "-display", "none", "-no-reboot", "-device",
                "isa-debug-exit,iobase=0xf4,iosize=0x04", "-drive", "format=raw,if=ide,file=" + disk);
    }

    static Answer answer(int status, String said) {
        if (status == DONE) {
            return new Answer.Works();
        }
        var line = said.strip().lines().reduce((_, last) -> last).orElse("no word");
        return new Answer.Useless("a guest on KVM ended with status %d: %s".formatted(status, line));
    }
}
