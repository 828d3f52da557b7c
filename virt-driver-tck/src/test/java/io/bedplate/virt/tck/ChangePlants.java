package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapters 13 and 14: rescue and redefinition. */
final class ChangePlants {
    private ChangePlants() {}

    static List<Plant> all() {
        return List.of(
                rescuing("says that it can rescue, and cannot", _ -> Optional.empty(),
                        "rescuingComesWithTheCapability"),
                rescuing("does not rescue", _ -> Optional.of(new Faulty()), "rescueStartsFromTheRescueDisk",
                        "unrescueStartsByTheFormerDefinition", "rescueIsRefused"),
                rescuing("rescues without the gate", sound -> sound.rescuing().map(WithoutGate::new),
                        "rescueStartsFromTheRescueDisk", "unrescueStartsByTheFormerDefinition",
                        "refusedRescueEndsInStopped"),
                Plant.of("ends the rescue when the guest is stopped", sound -> new Forwarding(sound) {
                    @Override
                    public void stop(InstanceId id, Duration grace) {
                        super.stop(id, grace);
                        endRescue(sound, id);
                    }
                }, "guestStaysInRescue"),
                redefining("says that it can redefine, and cannot", _ -> Optional.empty(),
                        "redefiningComesWithTheCapability"),
                redefining("does not redefine", _ -> Optional.of(_ -> {}), "newDefinitionIsInForce",
                        "onlyAStoppedGuestIsRedefined", "wrongDefinitionChangesNothing"),
                redefining("forgets the guest that it cannot redefine", sound -> sound.redefining()
                        .map(ability -> spec -> forgetting(sound, ability, spec)), "wrongDefinitionChangesNothing"));
    }

    private static void endRescue(VirtDriver sound, InstanceId id) {
        try {
            sound.rescuing().orElseThrow().unrescue(id, LaunchGate.OPEN);
            sound.stop(id, Duration.ZERO);
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.WRONG_STATE) {
                throw e;
            }
        }
    }

    private static void forgetting(VirtDriver sound, Redefining ability, InstanceSpec spec) {
        try {
            ability.redefine(spec);
        } catch (VirtDriverException e) {
            if (sound.guest(spec.id()).filter(guest -> guest.state() == GuestState.STOPPED).isPresent()) {
                sound.destroy(spec.id());
            }
            throw e;
        }
    }

    private static final class Faulty implements Rescuing {
        @Override
        public void rescue(InstanceId id, Disk rescue, LaunchGate gate) {}

        @Override
        public void unrescue(InstanceId id, LaunchGate gate) {}
    }

    private record WithoutGate(Rescuing sound) implements Rescuing {
        @Override
        public void rescue(InstanceId id, Disk rescue, LaunchGate gate) {
            sound.rescue(id, rescue, LaunchGate.OPEN);
        }

        @Override
        public void unrescue(InstanceId id, LaunchGate gate) {
            sound.unrescue(id, LaunchGate.OPEN);
        }
    }

    private static Plant rescuing(String fault, Function<VirtDriver, Optional<Rescuing>> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Rescuing> rescuing() {
                return faulty.apply(sound);
            }
        }, tests);
    }

    private static Plant redefining(String fault, Function<VirtDriver, Optional<Redefining>> faulty,
            String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Redefining> redefining() {
                return faulty.apply(sound);
            }
        }, tests);
    }
}
