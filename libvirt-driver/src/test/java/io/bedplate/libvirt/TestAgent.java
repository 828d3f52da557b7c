package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.bedplate.libvirt.jna.AgentCommand;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A guest in which the QEMU guest agent runs, and where somebody writes to an ext4 file system all the time. */
record TestAgent(LibvirtLink link, InstanceId id) {
    static final DeviceId DATA = new DeviceId("data");
    static final String FREEZE = "AGENT-HOOK freeze";
    static final String THAW = "AGENT-HOOK thaw";
    /** Says so once root has the password {@code opensesame}. */
    static final String PASSWORD_SET = "PASSWORD-SET";
    static final String SCRIPT = """
            sh /agent &
            mkdir /data
            mount -t ext4 /dev/vda /data && echo MOUNTED
            while :; do
                hash=$(sed -n 's/^root:\\([^:]*\\):.*/\\1/p' /etc/shadow)
                salt=$(echo "$hash" | cut -d'$' -f3)
                [ "$hash" != "$(mkpasswd -m sha512 -S "$salt" opensesame)" ] || { echo PASSWORD-SET; break; }
                sleep 0.2
            done &
            n=0
            while :; do
                n=$((n + 1))
                echo $n > /data/counter && sync && echo "WROTE $n"
                sleep 0.2
            done
            """;
    // 10 s where nothing else runs; without KVM on a busy machine many times that.
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Path MKE2FS = Path.of("/sbin/mke2fs");
    private static final int SUPERBLOCK = 1024;
    private static final int INCOMPATIBLE_FEATURES = 0x60;
    /** The journal has something that is not in its place (Documentation/filesystems/ext4/super.rst). */
    private static final int NEEDS_RECOVERY = 0x4;

    /** An ext4 file system in a file. */
    static Path fileSystem(Path file) throws IOException, InterruptedException {
        assumeTrue(Files.exists(MKE2FS), "there is no " + MKE2FS);
        run(MKE2FS.toString(), "-q", "-t", "ext4", file.toString(), "8M");
        return file;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    /** Whether all that was written is in its place, as only a file system shows it that is frozen or unmounted. */
    static boolean isWhole(Path qcow2) throws IOException, InterruptedException {
        var raw = qcow2.resolveSibling("whole.img");
        run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", qcow2.toString(), raw.toString());
        try (var image = FileChannel.open(raw)) {
            var features = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            image.read(features, SUPERBLOCK + INCOMPATIBLE_FEATURES);
            return (features.getInt(0) & NEEDS_RECOVERY) == 0;
        } finally {
            Files.delete(raw);
        }
    }

    /** The guest with a channel to its agent, and a raw disk. */
    static InstanceSpec equipped(InstanceSpec spec, Path data) {
        var had = spec.hardware().peripherals();
        var channel = new Peripherals(had.consoles(), had.video(), true, had.watchdog(), had.tpm(), had.entropy(),
                had.vsockCid());
        return spec.on(spec.hardware().with(channel)).equipped(List.of(Disk.file(DATA, data, Disk.Format.RAW)),
                List.of());
    }

    /** Waits until the agent answers. */
    void awaitAnswer() {
        Poll.until("the guest agent to answer", LONGEST, this::answers, answers -> answers);
    }

    private boolean answers() {
        try {
            return ask("guest-ping").equals("{\"return\":{}}");
        } catch (VirtDriverException _) {
            return false;
        }
    }

    /** Sends a command without arguments. */
    String ask(String command) {
        return link.call(Lane.SLOW, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow()) {
                return AgentCommand.send(domain, "{\"execute\":\"%s\"}".formatted(command));
            }
        });
    }

    /** Waits until the guest has written once more, which one that is frozen does not. */
    static void awaitWriting(TestGuest guest) {
        long before = writes(guest);
        Poll.until("the guest to write again", LONGEST, () -> writes(guest), now -> now > before + 1);
    }

    private static long writes(TestGuest guest) {
        return guest.said().lines().filter(line -> line.startsWith("WROTE ")).count();
    }
}
