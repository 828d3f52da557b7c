package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapter 21: hot plug. */
final class HotPlugPlants {
    private HotPlugPlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("says that it can hot-plug, and cannot", ability(_ -> Optional.empty()),
                        "hotPlugComesWithTheCapability"),
                attaching("attaches nothing", (_, _, _) -> {}, "attachedDeviceIsThere", "stoppedGuestIsGivenADevice"),
                attaching("attaches to running guests only", (sound, id, device) -> {
                    if (sound.guest(id).map(Guest::state).equals(Optional.of(GuestState.RUNNING))) {
                        plug(sound).attach(id, device);
                    }
                }, "stoppedGuestIsGivenADevice", "stoppedGuestLosesADevice"),
                attaching("takes a second device of one id", (sound, id, device) -> {
                    try {
                        plug(sound).attach(id, device);
                    } catch (VirtDriverException e) {
                        require(e.kind() == Kind.EXISTS, e.kind());
                    }
                }, "attachedDeviceIsThere", "deviceIsGoneOrKept"),
                attaching("says INTERNAL to what is absent", (sound, id, device) -> {
                    try {
                        plug(sound).attach(id, device);
                    } catch (VirtDriverException e) {
                        require(e.kind() != Kind.INVALID_SPEC, Kind.INTERNAL);
                        throw e;
                    }
                }, "absentThingIsNotAttached"),
                detaching("detaches nothing", (_, _, _) -> {}, "stoppedGuestLosesADevice", "deviceIsGoneOrKept"),
                detaching("says that the guest keeps what is gone", (sound, id, device) -> {
                    plug(sound).detach(id, device, Duration.ZERO);
                    throw new VirtDriverException(Kind.UNAVAILABLE, "the guest keeps " + device);
                }, "deviceIsGoneOrKept"));
    }

    private static void require(boolean holds, Kind otherwise) {
        if (!holds) {
            throw new VirtDriverException(otherwise, "no");
        }
    }

    private static HotPlug plug(VirtDriver sound) {
        return sound.hotPlug().orElseThrow();
    }

    private interface Attach {
        void attach(VirtDriver sound, InstanceId id, Attachment device);
    }

    private interface Detach {
        void detach(VirtDriver sound, InstanceId id, DeviceId device);
    }

    private record Faulty(VirtDriver sound, Attach attach, Detach detach) implements HotPlug {
        @Override
        public void attach(InstanceId id, Attachment device) {
            attach.attach(sound, id, device);
        }

        @Override
        public void detach(InstanceId id, DeviceId device, Duration patience) {
            detach.detach(sound, id, device);
        }
    }

    private static Plant attaching(String fault, Attach attach, String... tests) {
        return Plant.of(fault, ability(sound -> Optional.of(new Faulty(sound, attach,
                (driver, id, device) -> plug(driver).detach(id, device, Duration.ZERO)))), tests);
    }

    private static Plant detaching(String fault, Detach detach, String... tests) {
        return Plant.of(fault, ability(sound -> Optional.of(
                new Faulty(sound, (driver, id, device) -> plug(driver).attach(id, device), detach))), tests);
    }

    private static UnaryOperator<VirtDriver> ability(Function<VirtDriver, Optional<HotPlug>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Optional<HotPlug> hotPlug() {
                return faulty.apply(sound);
            }
        };
    }
}
