package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.Snapshotting.Snapshot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A guest with a kernel, and on its virtio port a script in place of the QEMU guest agent. */
final class GuestAgentTests {
    @Test
    void agentFreezesForTheSnapshotAndThawsAlsoWhenItFails() throws Exception {
        try (var host = TestHost.start();
                var driver = host.open();
                var guest = TestGuest.of(host.root(), 1, TestAgent.SCRIPT)) {
            var data = Files.write(host.root().resolve("data.img"), Arrays.copyOf(new byte[]{'d', 'a', 't', 'a'},
                    1 << 20));
            var spec = TestAgent.equipped(guest.spec(), data);
            driver.spawn(spec, LaunchGate.OPEN);
            guest.saidUntil(TestAgent.READY);

            driver.guestAgentAccess().orElseThrow().setPassword(spec.id(), "root", "opensesame");
            // Base64 of the password: it arrived, and not in the clear.
            assertThat(guest.saidUntil("b3BlbnNlc2FtZQ==")).contains("AGENT-PASSWORD").doesNotContain("opensesame");

            var target = host.root().resolve("copy.qcow2");
            assertThat(snapshot(driver, spec, target)).isEqualTo(new Snapshot(target, true));
            assertThat(guest.said()).containsSubsequence("AGENT-FREEZE", "AGENT-THAW");
            assertSame(data, target);

            assertThatThrownBy(() -> snapshot(driver, spec, Path.of("/nowhere/copy.qcow2")))
                    .isInstanceOf(VirtDriverException.class).hasMessageContaining("/nowhere/copy.qcow2");
            assertThat(guest.said()).containsSubsequence("AGENT-FREEZE", "AGENT-THAW", "AGENT-FREEZE", "AGENT-THAW");
            driver.destroy(spec.id());
            Files.delete(target);
            Files.delete(data);
        }
    }

    private static Snapshot snapshot(VirtDriver driver, InstanceSpec spec, Path target) {
        return driver.snapshotting().orElseThrow().snapshot(spec.id(), TestAgent.DATA, target, Quiescence.REQUIRE);
    }

    private static void assertSame(Path raw, Path copy) throws IOException, InterruptedException {
        var compare = new ProcessBuilder("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw.toString(),
                copy.toString()).redirectErrorStream(true).start();
        assertThat(compare.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(compare.exitValue()).as(new String(compare.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }
}
