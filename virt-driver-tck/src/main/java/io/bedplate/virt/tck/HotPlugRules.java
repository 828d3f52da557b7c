package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 21: devices that come and go, where the driver can. That a device is there shows in its id being taken. */
interface HotPlugRules extends Rules {
    DeviceId DATA = new DeviceId("data");

    @Test
    @DisplayName("[21.1] hot plug is present exactly with HOT_PLUG")
    default void hotPlugComesWithTheCapability() {
        assertThat(session().driver().hotPlug().isPresent()).isEqualTo(session().can(Capability.HOT_PLUG));
    }

    private void plugging(Consumer<HotPlug> test) {
        session().driver().hotPlug().ifPresent(test);
    }

    private void assertThere(HotPlug plug, InstanceId id) {
        assertRefused(Kind.EXISTS, () -> plug.attach(id, session().disk(DATA.text())))
                .hasMessageContaining(DATA.text());
    }

    private void restart(InstanceId id) {
        session().driver().stop(id, Duration.ZERO);
        session().driver().start(id, LaunchGate.OPEN);
    }

    @Test
    @DisplayName("[21.2] an attached device is there, after the next start too; EXISTS, NOT_FOUND")
    default void attachedDeviceIsThere() {
        plugging(plug -> {
            var running = session().spawned();
            var before = session().guest(running);
            plug.attach(running.id(), session().disk(DATA.text()));
            assertThat(session().guest(running)).isEqualTo(before);
            assertThere(plug, running.id());
            restart(running.id());
            assertThere(plug, running.id());
            assertRefused(Kind.NOT_FOUND, () -> plug.attach(session().tiny().id(), session().disk(DATA.text())));
        });
    }

    @Test
    @DisplayName("[21.2] a device attached to a stopped guest is there once it runs")
    default void stoppedGuestIsGivenADevice() {
        plugging(plug -> {
            var stopped = session().stopped();
            plug.attach(stopped.id(), session().disk(DATA.text()));
            assertThere(plug, stopped.id());
            session().driver().start(stopped.id(), LaunchGate.OPEN);
            assertThere(plug, stopped.id());
        });
    }

    @Test
    @DisplayName("[21.3] an absent file or PCI function is INVALID_SPEC, and nothing is left of it")
    default void absentThingIsNotAttached() {
        plugging(plug -> {
            var running = session().spawned();
            var before = session().guest(running);
            var absent = Path.of("/nowhere/absent.img");
            assertRefused(Kind.INVALID_SPEC,
                    () -> plug.attach(running.id(), new Attachment.OfDisk(Disk.file(DATA, absent, Disk.Format.RAW))))
                    .hasMessageContaining(absent.toString());
            var nothing = CapabilityRules.absent(session().driver().host());
            assertRefused(Kind.INVALID_SPEC, () -> plug.attach(running.id(),
                    new Attachment.OfPci(DATA, new PlacedDevice(nothing, OptionalInt.empty()))))
                    .hasMessageContaining(nothing.toString());
            assertThat(session().guest(running)).isEqualTo(before);
            plug.attach(running.id(), session().disk(DATA.text()));
        });
    }

    @Test
    @DisplayName("[21.4] a device detached from a stopped guest is gone at once")
    default void stoppedGuestLosesADevice() {
        plugging(plug -> {
            var stopped = session().stopped();
            plug.attach(stopped.id(), session().disk(DATA.text()));
            plug.detach(stopped.id(), DATA, Duration.ZERO);
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(stopped.id(), DATA, Duration.ZERO));
            plug.attach(stopped.id(), session().disk(DATA.text()));
            assertThere(plug, stopped.id());
        });
    }

    /** Which of the two it is depends on the guest; a tiny one need not have a system that answers. */
    @Test
    @DisplayName("[21.5] a device is gone, or the guest has kept it and detach is UNAVAILABLE; unknown is NOT_FOUND")
    default void deviceIsGoneOrKept() {
        plugging(plug -> {
            var running = session().spawned();
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(running.id(), DATA, grace()));
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(session().tiny().id(), DATA, grace()));
            plug.attach(running.id(), session().disk(DATA.text()));
            if (letsGo(plug, running.id())) {
                assertRefused(Kind.NOT_FOUND, () -> plug.detach(running.id(), DATA, grace()));
                plug.attach(running.id(), session().disk(DATA.text()));
            }
            assertThere(plug, running.id());
            restart(running.id());
            assertThere(plug, running.id());
        });
    }

    private boolean letsGo(HotPlug plug, InstanceId id) {
        try {
            plug.detach(id, DATA, grace());
            return true;
        } catch (VirtDriverException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageContaining(DATA.text());
            return false;
        }
    }
}
