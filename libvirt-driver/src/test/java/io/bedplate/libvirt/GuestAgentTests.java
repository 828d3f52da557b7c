package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.Snapshotting.Snapshot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A guest with a kernel in which the QEMU guest agent runs; what it did is said by the guest itself. */
final class GuestAgentTests {
    @Test
    void agentSetsPasswordsAndFreezesForTheSnapshotAndThawsAlsoWhenThatFails() throws Exception {
        try (var host = TestHost.start();
                var driver = host.open();
                var link = LibvirtLink.open(host.daemon().uri(), new Deaf());
                var guest = TestGuest.withAgent(host.root(), TestAgent.SCRIPT)) {
            var data = TestAgent.fileSystem(host.root().resolve("data.img"));
            var spec = TestAgent.equipped(guest.spec(), data);
            var agent = new TestAgent(link, spec.id());
            driver.spawn(spec, LaunchGate.OPEN);
            agent.awaitAnswer();
            assertThat(agent.ask("guest-get-osinfo")).contains("\"machine\":\"x86_64\"", "\"kernel-release\":");

            driver.guestAgentAccess().orElseThrow().setPassword(spec.id(), "root", "opensesame");
            assertThat(guest.saidUntil(TestAgent.PASSWORD_SET)).doesNotContain("opensesame");
            assertQuiesced(host, driver, spec, guest);
            assertThawedAfterFailure(driver, spec, guest);
            driver.destroy(spec.id());
            Files.delete(data);
        }
    }

    private static void assertQuiesced(TestHost host, VirtDriver driver, InstanceSpec spec, TestGuest guest)
            throws IOException, InterruptedException {
        var target = host.root().resolve("copy.qcow2");
        TestAgent.awaitWriting(guest);
        assertThat(snapshot(driver, spec, target, Quiescence.NONE)).isEqualTo(new Snapshot(target, false));
        assertThat(TestAgent.isWhole(target)).as("a copy in the middle of writing").isFalse();
        assertThat(guest.said()).doesNotContain(TestAgent.FREEZE);
        Files.delete(target);

        assertThat(snapshot(driver, spec, target, Quiescence.REQUIRE)).isEqualTo(new Snapshot(target, true));
        assertThat(TestAgent.isWhole(target)).as("a copy while all stood still").isTrue();
        guest.saidUntil(TestAgent.FREEZE);
        TestAgent.awaitWriting(guest);
        Files.delete(target);
    }

    private static void assertThawedAfterFailure(VirtDriver driver, InstanceSpec spec, TestGuest guest) {
        var nowhere = Path.of("/nowhere/copy.qcow2");
        assertThatThrownBy(() -> snapshot(driver, spec, nowhere, Quiescence.REQUIRE))
                .isInstanceOf(VirtDriverException.class).hasMessageContaining("/nowhere/copy.qcow2");
        TestAgent.awaitWriting(guest);
        assertThat(guest.said()).containsSubsequence(TestAgent.FREEZE, TestAgent.THAW, TestAgent.FREEZE,
                TestAgent.THAW);
    }

    private static Snapshot snapshot(VirtDriver driver, InstanceSpec spec, Path target, Quiescence quiescence) {
        return driver.snapshotting().orElseThrow().snapshot(spec.id(), TestAgent.DATA, target, quiescence);
    }
}
