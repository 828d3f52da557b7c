package io.bedplate.virt.tck;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapters 2 and 6: what goes wrong in spawn. */
final class SpawnPlants {
    private static final long SPIN_MILLIS = 150;

    private SpawnPlants() {}

    /** What the faulty driver does in place of the sound one's spawn. */
    private interface Spawn {
        void spawn(VirtDriver sound, InstanceSpec spec, LaunchGate gate);
    }

    private static final class FaultySpawn extends Forwarding {
        private final Spawn spawn;

        FaultySpawn(VirtDriver sound, Spawn spawn) {
            super(sound);
            this.spawn = spawn;
        }

        @Override
        public void spawn(InstanceSpec spec, LaunchGate gate) {
            spawn.spawn(sound, spec, gate);
        }
    }

    private static Plant plant(String fault, Spawn spawn, String... tests) {
        return Plant.of(fault, sound -> new FaultySpawn(sound, spawn), tests);
    }

    static List<Plant> all() {
        return List.of(
                plant("runs the guest before the gate", SpawnPlants::gateAfterwards, "spawnedGuestRunsAfterTheGate"),
                plant("asks the gate twice", (sound, spec, gate) -> sound.spawn(spec, guest -> {
                    gate.inspect(guest);
                    return gate.inspect(guest);
                }), "spawnedGuestRunsAfterTheGate"),
                plant("asks no gate", (sound, spec, _) -> sound.spawn(spec, LaunchGate.OPEN),
                        "spawnedGuestRunsAfterTheGate", "refusingGateLeavesNothing"),
                plant("leaves the guest on failure", SpawnPlants::leaveOnFailure, "failedSpawnCanBeTriedAgain",
                        "refusingGateLeavesNothing"),
                plant("wraps the exception of the gate", SpawnPlants::wrapForeign, "refusingGateLeavesNothing"),
                plant("keeps the differences to itself", SpawnPlants::hideMessage, "refusingGateLeavesNothing",
                        "absentPcpuIsRefused", "absentCellIsRefused", "tooManyPagesAreRefused",
                        "unknownDeviceIsRefused", "knownIdOrNameIsRefused"),
                plant("swallows EXISTS", SpawnPlants::swallowExists, "knownIdOrNameIsRefused", "oneSpawnWins"),
                plant("replaces a known guest", SpawnPlants::replaceKnown, "knownIdOrNameIsRefused", "oneSpawnWins"),
                plant("says INTERNAL to all that is wrong", SpawnPlants::sayInternal, "absentPcpuIsRefused",
                        "absentCellIsRefused", "tooManyPagesAreRefused", "unknownDeviceIsRefused"),
                plant("has room for one guest", SpawnPlants::oneGuestOnly, "severalGuestsAtOnce"),
                plant("keeps the caller's carrier", SpawnPlants::spin, "carrierIsFreeMeanwhile"));
    }

    private static void gateAfterwards(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        sound.spawn(spec, LaunchGate.OPEN);
        var guest = sound.guest(spec.id()).orElseThrow();
        gate.inspect(new Guest(guest.id(), guest.name(), GuestState.PAUSED, guest.pid()));
    }

    private static void leaveOnFailure(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        try {
            sound.spawn(spec, gate);
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.PLACEMENT_NOT_IN_FORCE) {
                sound.spawn(spec, LaunchGate.OPEN);
            }
            throw e;
        }
    }

    private static void wrapForeign(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        try {
            sound.spawn(spec, gate);
        } catch (IllegalStateException e) {
            throw new VirtDriverException(Kind.INTERNAL, "the gate broke", e);
        }
    }

    private static void hideMessage(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        try {
            sound.spawn(spec, gate);
        } catch (VirtDriverException e) {
            throw new VirtDriverException(e.kind(), "no");
        }
    }

    private static void swallowExists(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        try {
            sound.spawn(spec, gate);
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
        }
    }

    private static void replaceKnown(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        synchronized (sound) {
            sound.destroy(spec.id());
            sound.spawn(spec, gate);
        }
    }

    private static void sayInternal(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        try {
            sound.spawn(spec, gate);
        } catch (VirtDriverException e) {
            throw new VirtDriverException(Kind.INTERNAL, String.valueOf(e.getMessage()));
        }
    }

    private static void oneGuestOnly(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        synchronized (sound) {
            if (!sound.guests().isEmpty()) {
                throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES, "full");
            }
            sound.spawn(spec, gate);
        }
    }

    private static void spin(VirtDriver sound, InstanceSpec spec, LaunchGate gate) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SPIN_MILLIS);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        sound.spawn(spec, gate);
    }
}
