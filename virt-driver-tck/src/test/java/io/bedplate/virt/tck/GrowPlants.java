package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapter 22: growth. */
final class GrowPlants {
    private GrowPlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("says that guests can grow, and they cannot", ability(_ -> Optional.empty()),
                        "growingComesWithTheCapability"),
                growing("lets nothing grow", (_, _, _, _) -> {}, "guestGrows", "stoppedGuestGrowsForItsNextStart",
                        "growthThatDoesNotFitIsRefused", "growthIsTakenBackOrKept"),
                growing("gives vCPUs and no memory", (sound, id, growth, gate) -> ability(sound).grow(id,
                        new Growth(growth.vcpus(), List.of()), gate), "guestGrows"),
                growing("lets grow without the gate",
                        (sound, id, growth, _) -> ability(sound).grow(id, growth, LaunchGate.OPEN), "guestGrows",
                        "refusedGrowthIsTakenBack"),
                growing("lets grow by a restart", (sound, id, growth, gate) -> {
                    sound.stop(id, Duration.ZERO);
                    ability(sound).grow(id, growth, LaunchGate.OPEN);
                    sound.start(id, gate);
                }, "guestGrows"),
                growing("takes back nothing that was refused", (sound, id, growth, gate) -> {
                    try {
                        ability(sound).grow(id, growth, gate);
                    } catch (VirtDriverException e) {
                        ability(sound).grow(id, growth, LaunchGate.OPEN);
                        throw e;
                    }
                }, "refusedGrowthIsTakenBack"),
                growing("asks a gate of a stopped guest that is to grow", (sound, id, growth, gate) -> {
                    sound.guest(id).filter(guest -> guest.state() == GuestState.STOPPED).ifPresent(gate::inspect);
                    ability(sound).grow(id, growth, gate);
                }, "stoppedGuestGrowsForItsNextStart"),
                growing("says INTERNAL to growth that does not fit", (sound, id, growth, gate) -> {
                    try {
                        ability(sound).grow(id, growth, gate);
                    } catch (VirtDriverException e) {
                        throw new VirtDriverException(Kind.INTERNAL, String.valueOf(e.getMessage()));
                    }
                }, "growthThatDoesNotFitIsRefused"),
                takingBack("takes back nothing and says that all is gone", (_, _, _) -> Growth.NONE,
                        "stoppedGuestGrowsForItsNextStart", "growthIsTakenBackOrKept"),
                takingBack("says that the guest keeps the growth that is gone", (sound, id, growth) -> {
                    ability(sound).takeBack(id, growth, Duration.ZERO);
                    return growth;
                }, "growthIsTakenBackOrKept"));
    }

    private static Growing ability(VirtDriver sound) {
        return sound.growing().orElseThrow();
    }

    private interface Grow {
        void grow(VirtDriver sound, InstanceId id, Growth growth, LaunchGate gate);
    }

    private interface TakeBack {
        Growth takeBack(VirtDriver sound, InstanceId id, Growth growth);
    }

    private record Faulty(VirtDriver sound, Grow grow, TakeBack takeBack) implements Growing {
        @Override
        public void grow(InstanceId id, Growth growth, LaunchGate gate) {
            grow.grow(sound, id, growth, gate);
        }

        @Override
        public Growth takeBack(InstanceId id, Growth growth, Duration patience) {
            return takeBack.takeBack(sound, id, growth);
        }
    }

    private static Plant growing(String fault, Grow grow, String... tests) {
        return Plant.of(fault, ability(sound -> Optional.of(new Faulty(sound, grow,
                (driver, id, growth) -> ability(driver).takeBack(id, growth, Duration.ZERO)))), tests);
    }

    private static Plant takingBack(String fault, TakeBack takeBack, String... tests) {
        return Plant.of(fault, ability(sound -> Optional.of(new Faulty(sound,
                (driver, id, growth, gate) -> ability(driver).grow(id, growth, gate), takeBack))), tests);
    }

    private static UnaryOperator<VirtDriver> ability(Function<VirtDriver, Optional<Growing>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Optional<Growing> growing() {
                return faulty.apply(sound);
            }
        };
    }
}
