package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Rebooting;
import io.bedplate.virt.Suspending;
import io.bedplate.virt.VirtDriver;

/** Faults against chapters 11 and 12: reboot and suspend. */
final class PowerPlants {
    private PowerPlants() {}

    static List<Plant> all() {
        return List.of(
                rebooting("says that it can reboot, and cannot", _ -> Optional.empty(),
                        "rebootingComesWithTheCapability"),
                rebooting("does not reboot", _ -> Optional.of((_, _, _) -> {}), "rebootEndsInRunning",
                        "rebootWithoutGracePowerCycles", "refusedRebootEndsInStopped", "onlyARunningGuestReboots"),
                rebooting("power-cycles without the gate", sound -> sound.rebooting().map(ability -> (id, grace,
                        _) -> ability.reboot(id, grace, LaunchGate.OPEN)), "rebootWithoutGracePowerCycles",
                        "refusedRebootEndsInStopped"),
                rebooting("starts a stopped guest to reboot it", sound -> Optional.of((id, _, gate) -> {
                    sound.stop(id, Duration.ZERO);
                    sound.start(id, gate);
                }), "onlyARunningGuestReboots"),
                suspending("says that it can suspend, and cannot", _ -> Optional.empty(),
                        "suspendingComesWithTheCapability"),
                suspending("stops a guest in place of suspending it",
                        sound -> Optional.of(id -> sound.stop(id, Duration.ZERO)), "suspendEndsInSuspended",
                        "refusedGuestIsSuspendedAgain", "suspendedGuestIsFoundAndDestroyed", "suspendedGuestGoesOn"),
                Plant.of("starts a suspended guest without the gate", sound -> new Forwarding(sound) {
                    @Override
                    public void start(InstanceId id, LaunchGate gate) {
                        boolean suspended = stateOf(id).equals(Optional.of(GuestState.SUSPENDED));
                        super.start(id, suspended ? LaunchGate.OPEN : gate);
                    }
                }, "suspendedGuestGoesOn", "refusedGuestIsSuspendedAgain"),
                Plant.of("keeps what was saved when stopped", sound -> new Forwarding(sound) {
                    @Override
                    public void stop(InstanceId id, Duration grace) {
                        if (!stateOf(id).equals(Optional.of(GuestState.SUSPENDED))) {
                            super.stop(id, grace);
                        }
                    }
                }, "stopDropsWhatWasSaved"));
    }

    private static Plant rebooting(String fault, Function<VirtDriver, Optional<Rebooting>> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Rebooting> rebooting() {
                return faulty.apply(sound);
            }
        }, tests);
    }

    private static Plant suspending(String fault, Function<VirtDriver, Optional<Suspending>> faulty,
            String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Suspending> suspending() {
                return faulty.apply(sound);
            }
        }, tests);
    }
}
