package io.bedplate.virt.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.Snapshotting.Snapshot;
import io.bedplate.virt.VirtDriver;

/** Faults against chapters 17 and 18: dumps and snapshots. */
final class CopyPlants {
    private CopyPlants() {}

    static List<Plant> all() {
        return List.of(
                dumping("says that it can dump, and cannot", _ -> Optional.empty(), "dumpingComesWithTheCapability"),
                dumping("neither dumps nor interrupts", _ -> Optional.of(new NoDumps()), "dumpWritesAFile",
                        "nmiLeavesTheGuestRunning"),
                dumping("dumps over a file", sound -> sound.dumping().map(DumpsOver::new), "dumpWritesAFile"),
                snapshotting("says that it can copy disks, and cannot", _ -> Optional.empty(),
                        "snapshottingComesWithTheCapability"),
                snapshotting("copies nothing", _ -> Optional.of((_, _, target, _) -> new Snapshot(target, false)),
                        "snapshotStandsAlone", "snapshotIsRefused", "snapshotWithoutAnAgent"),
                snapshotting("copies over a file", sound -> sound.snapshotting().map(ability -> (id, disk, target,
                        quiescence) -> {
                    delete(target);
                    return ability.snapshot(id, disk, target, quiescence);
                }), "snapshotIsRefused"),
                snapshotting("does not require what is required", sound -> sound.snapshotting().map(ability -> (id,
                        disk, target, quiescence) -> ability.snapshot(id, disk, target,
                                quiescence == Quiescence.REQUIRE ? Quiescence.TRY : quiescence)),
                        "snapshotWithoutAnAgent"),
                snapshotting("gives up the guest with its snapshot", sound -> sound.snapshotting().map(
                        ability -> new GuestGivenUp(ability, sound)), "givingUpHarmsNobody"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record GuestGivenUp(Snapshotting sound, VirtDriver driver) implements Snapshotting {
        @Override
        public Snapshot snapshot(InstanceId id, DeviceId disk, Path target, Quiescence quiescence) {
            return sound.snapshot(id, disk, target, quiescence);
        }

        @Override
        public void giveUp(InstanceId id, Path target) {
            driver.destroy(id);
        }
    }

    private static final class NoDumps implements Dumping {
        @Override
        public void dump(InstanceId id, Path target) {}

        @Override
        public void injectNmi(InstanceId id) {}
    }

    private record DumpsOver(Dumping sound) implements Dumping {
        @Override
        public void dump(InstanceId id, Path target) {
            delete(target);
            sound.dump(id, target);
        }

        @Override
        public void injectNmi(InstanceId id) {
            sound.injectNmi(id);
        }
    }

    private static Plant dumping(String fault, Function<VirtDriver, Optional<Dumping>> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Dumping> dumping() {
                return faulty.apply(sound);
            }
        }, tests);
    }

    private static Plant snapshotting(String fault, Function<VirtDriver, Optional<Snapshotting>> faulty,
            String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Snapshotting> snapshotting() {
                return faulty.apply(sound);
            }
        }, tests);
    }
}
