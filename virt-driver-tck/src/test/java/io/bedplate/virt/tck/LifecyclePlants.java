package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapters 3, 4 and 5: start, stop, destroy and the look at a guest. */
final class LifecyclePlants {
    private LifecyclePlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("starts without the gate", sound -> new Forwarding(sound) {
                    @Override
                    public void start(InstanceId id, LaunchGate gate) {
                        super.start(id, LaunchGate.OPEN);
                    }
                }, "stoppedGuestStarts", "refusedStartEndsInStopped"),
                Plant.of("takes the start of a running guest for done", sound -> new Forwarding(sound) {
                    @Override
                    public void start(InstanceId id, LaunchGate gate) {
                        if (!stateOf(id).equals(Optional.of(GuestState.RUNNING))) {
                            super.start(id, gate);
                        }
                    }
                }, "onlyAStoppedGuestStarts"),
                Plant.of("forgets a guest whose start is refused", ForgetsRefused::new, "refusedStartEndsInStopped"),
                Plant.of("waits for ever for a power-down", sound -> new Forwarding(sound) {
                    @Override
                    public void stop(InstanceId id, Duration grace) {
                        if (grace.isZero()) {
                            super.stop(id, grace);
                        }
                    }
                }, "stopEndsAfterTheGrace"),
                Plant.of("takes no grace for no stop", sound -> new Forwarding(sound) {
                    @Override
                    public void stop(InstanceId id, Duration grace) {
                        if (!grace.isZero()) {
                            super.stop(id, grace);
                        }
                    }
                }, "stopWithoutGrace"),
                Plant.of("refuses to stop a stopped guest", sound -> new Forwarding(sound) {
                    @Override
                    public void stop(InstanceId id, Duration grace) {
                        require(!stateOf(id).equals(Optional.of(GuestState.STOPPED)), Kind.WRONG_STATE);
                        super.stop(id, grace);
                    }
                }, "stoppingTwice"),
                Plant.of("stops a guest in place of destroying it", destroying((sound, id) -> {
                    if (sound.guest(id).isPresent()) {
                        sound.stop(id, Duration.ZERO);
                    }
                }), "runningGuestIsDestroyed", "stoppedGuestIsDestroyed", "pausedGuestIsDestroyed",
                        "deadGuestIsDestroyed"),
                Plant.of("destroys running guests only", destroying((sound, id) -> {
                    require(sound.guest(id).filter(guest -> guest.state() != GuestState.RUNNING).isEmpty(),
                            Kind.WRONG_STATE);
                    sound.destroy(id);
                }), "stoppedGuestIsDestroyed", "pausedGuestIsDestroyed", "deadGuestIsDestroyed"),
                Plant.of("refuses to destroy an unknown guest", destroying((sound, id) -> {
                    require(sound.guest(id).isPresent(), Kind.NOT_FOUND);
                    sound.destroy(id);
                }), "unknownGuestIsDestroyed"),
                Plant.of("destroys all guests with one", destroying((sound, _) -> sound.guests()
                        .forEach(guest -> sound.destroy(guest.id()))), "unknownGuestIsDestroyed"),
                Plant.of("remembers the pid of a stopped guest", RemembersPids::new, "guestIsDescribed"));
    }

    private static void require(boolean holds, Kind otherwise) {
        if (!holds) {
            throw new VirtDriverException(otherwise, "no");
        }
    }

    private static UnaryOperator<VirtDriver> destroying(
            BiConsumer<VirtDriver, InstanceId> destroy) {
        return driver -> new Forwarding(driver) {
            @Override
            public void destroy(InstanceId id) {
                destroy.accept(sound, id);
            }
        };
    }

    private static final class ForgetsRefused extends Forwarding {
        ForgetsRefused(VirtDriver sound) {
            super(sound);
        }

        @Override
        public void start(InstanceId id, LaunchGate gate) {
            try {
                super.start(id, gate);
            } catch (VirtDriverException e) {
                sound.destroy(id);
                throw e;
            }
        }
    }

    private static final class RemembersPids extends Forwarding {
        private final Map<InstanceId, OptionalLong> pids = new HashMap<>();

        RemembersPids(VirtDriver sound) {
            super(sound);
        }

        @Override
        public Optional<Guest> guest(InstanceId id) {
            return super.guest(id).map(guest -> {
                if (guest.pid().isPresent()) {
                    pids.put(id, guest.pid());
                }
                return new Guest(id, guest.name(), guest.state(), pids.getOrDefault(id, OptionalLong.empty()));
            });
        }
    }
}
