package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapter 20: repin. */
final class RepinPlants {
    private RepinPlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("says that it can repin, and cannot", ability(_ -> Optional.empty()),
                        "repinningComesWithTheCapability"),
                plant("repins nothing", _ -> (_, _, gate) -> {}, "repinMovesTheGuest",
                        "stoppedGuestIsRepinnedForItsNextStart", "repinKeepsTheShape"),
                plant("repins without the gate",
                        sound -> (id, wanted, _) -> repinning(sound).repin(id, wanted, LaunchGate.OPEN),
                        "repinMovesTheGuest", "refusedRepinLeavesTheGuestWhereItWas"),
                plant("repins by a restart", sound -> (id, wanted, gate) -> {
                    sound.stop(id, Duration.ZERO);
                    repinning(sound).repin(id, wanted, gate);
                    sound.start(id, gate);
                }, "repinMovesTheGuest", "stoppedGuestIsRepinnedForItsNextStart"),
                plant("undoes nothing", sound -> (id, wanted, gate) -> {
                    try {
                        repinning(sound).repin(id, wanted, gate);
                    } catch (VirtDriverException | IllegalStateException e) {
                        repinning(sound).repin(id, wanted, LaunchGate.OPEN);
                        throw e;
                    }
                }, "refusedRepinLeavesTheGuestWhereItWas"),
                plant("asks a gate of a stopped guest", sound -> (id, wanted, gate) -> {
                    sound.guest(id).filter(guest -> guest.state() == GuestState.STOPPED).ifPresent(gate::inspect);
                    repinning(sound).repin(id, wanted, gate);
                }, "stoppedGuestIsRepinnedForItsNextStart"),
                plant("says INTERNAL to another shape", sound -> (id, wanted, gate) -> {
                    try {
                        repinning(sound).repin(id, wanted, gate);
                    } catch (VirtDriverException e) {
                        throw new VirtDriverException(Kind.INTERNAL, String.valueOf(e.getMessage()));
                    }
                }, "repinKeepsTheShape", "refusedRepinLeavesTheGuestWhereItWas"));
    }

    private static Repinning repinning(VirtDriver sound) {
        return sound.repinning().orElseThrow();
    }

    private static Plant plant(String fault, Function<VirtDriver, Repinning> faulty, String... tests) {
        return Plant.of(fault, ability(sound -> Optional.of(faulty.apply(sound))), tests);
    }

    private static UnaryOperator<VirtDriver> ability(Function<VirtDriver, Optional<Repinning>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Optional<Repinning> repinning() {
                return faulty.apply(sound);
            }
        };
    }
}
