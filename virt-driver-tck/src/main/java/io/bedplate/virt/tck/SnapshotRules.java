package io.bedplate.virt.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 18: snapshots of disks, where the driver can. */
interface SnapshotRules extends Rules {
    /** What a qcow2 image begins with (docs/interop/qcow2.txt of QEMU). */
    int QCOW2_MAGIC = 0x514649fb;
    DeviceId DATA = new DeviceId("data");

    @Test
    @DisplayName("[18.1] snapshotting is present exactly with SNAPSHOT")
    default void snapshottingComesWithTheCapability() {
        assertThat(session().driver().snapshotting().isPresent()).isEqualTo(session().can(Capability.SNAPSHOT));
    }

    @Test
    @DisplayName("[18.2] a snapshot is a qcow2 image of its own with what is on the disk; the guest goes on, or stays stopped")
    default void snapshotStandsAlone() {
        session().driver().snapshotting().ifPresent(snapshotting -> {
            var text = "written before the snapshot";
            var spec = session().withDisk(text);
            session().driver().spawn(spec, LaunchGate.OPEN);
            var before = session().guest(spec);
            var live = session().target(".qcow2");
            assertThat(snapshotting.snapshot(spec.id(), DATA, live, Quiescence.NONE).quiesced()).isFalse();
            assertHolds(live, text);
            assertThat(session().guest(spec)).isEqualTo(before);
            session().driver().stop(spec.id(), Duration.ZERO);
            var cold = session().target(".qcow2");
            var snapshot = snapshotting.snapshot(spec.id(), DATA, cold, Quiescence.REQUIRE);
            assertThat(snapshot.quiesced()).isTrue();
            assertThat(snapshot.file()).isEqualTo(cold);
            assertHolds(cold, text);
            assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        });
    }

    private static void assertHolds(Path image, String text) {
        try {
            var bytes = Files.readAllBytes(image);
            var header = ByteBuffer.wrap(bytes);
            assertThat(header.getInt(0)).as("magic number").isEqualTo(QCOW2_MAGIC);
            assertThat(header.getLong(8)).as("place of a backing file's name").isZero();
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("[18.3] an unknown disk and a taken target are INVALID_SPEC, an unknown guest NOT_FOUND")
    default void snapshotIsRefused() {
        session().driver().snapshotting().ifPresent(snapshotting -> {
            var spec = session().withDisk("any");
            session().driver().spawn(spec, LaunchGate.OPEN);
            for (boolean running : new boolean[]{true, false}) {
                var target = session().target(".qcow2");
                assertRefused(Kind.INVALID_SPEC,
                        () -> snapshotting.snapshot(spec.id(), new DeviceId("absent"), target, Quiescence.NONE))
                        .hasMessageContaining("absent");
                assertThat(target).doesNotExist();
                write(target);
                assertRefused(Kind.INVALID_SPEC,
                        () -> snapshotting.snapshot(spec.id(), DATA, target, Quiescence.NONE))
                        .hasMessageContaining(target.toString());
                assertThat(target).hasContent("of another");
                if (running) {
                    session().driver().stop(spec.id(), Duration.ZERO);
                }
            }
            assertRefused(Kind.NOT_FOUND, () -> snapshotting.snapshot(session().tiny().id(), DATA,
                    session().target(".qcow2"), Quiescence.NONE));
        });
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "of another");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("[18.4] without an answering agent REQUIRE is refused and leaves no file, and TRY does without")
    default void snapshotWithoutAnAgent() {
        session().driver().snapshotting().ifPresent(snapshotting -> {
            var deaf = session().withDisk("of a guest without the channel");
            session().driver().spawn(deaf, LaunchGate.OPEN);
            var target = session().target(".qcow2");
            assertRefused(Kind.UNSUPPORTED,
                    () -> snapshotting.snapshot(deaf.id(), DATA, target, Quiescence.REQUIRE));
            assertThat(target).doesNotExist();
            session().driver().destroy(deaf.id());
            InstanceSpec silent = session().withAgentChannel(session().withDisk("of a guest that is silent"));
            session().driver().spawn(silent, LaunchGate.OPEN);
            assertRefused(Kind.UNAVAILABLE,
                    () -> snapshotting.snapshot(silent.id(), DATA, target, Quiescence.REQUIRE));
            assertThat(target).doesNotExist();
            assertThat(snapshotting.snapshot(silent.id(), DATA, target, Quiescence.TRY).quiesced()).isFalse();
            assertHolds(target, "of a guest that is silent");
            assertThat(session().state(silent)).isEqualTo(GuestState.RUNNING);
        });
    }

    @Test
    @DisplayName("[18.5] giving up what is not being copied changes nothing")
    default void givingUpHarmsNobody() {
        session().driver().snapshotting().ifPresent(snapshotting -> {
            var spec = session().withDisk("any");
            session().driver().spawn(spec, LaunchGate.OPEN);
            var before = session().guest(spec);
            var target = session().target(".qcow2");
            snapshotting.giveUp(spec.id(), target);
            assertThat(session().guest(spec)).isEqualTo(before);
            session().driver().stop(spec.id(), Duration.ZERO);
            snapshotting.giveUp(spec.id(), target);
            assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
            snapshotting.giveUp(session().tiny().id(), target);
        });
    }
}
