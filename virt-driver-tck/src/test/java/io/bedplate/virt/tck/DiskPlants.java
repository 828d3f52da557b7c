package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriver;

/** Faults against chapter 22: the making of disks. */
final class DiskPlants {
    private DiskPlants() {}

    static List<Plant> all() {
        return List.of(
                plant("says that it can make disks, and cannot", _ -> Optional.empty(),
                        "diskMakingComesWithTheCapability"),
                making("makes no disks and says it did", sound -> new Faulty(sound) {
                    @Override
                    public MakeResult make(InstanceId id, List<DiskOrder> orders) {
                        return new MakeResult.Made(List.of());
                    }
                }, "madeDisksHaveTheirOrderAndSizes"),
                making("makes what it can of a refused order", sound -> new Faulty(sound) {
                    @Override
                    public MakeResult make(InstanceId id, List<DiskOrder> orders) {
                        var result = super.make(id, orders);
                        if (result instanceof MakeResult.Refused) {
                            super.make(id, orders.subList(0, 1));
                        }
                        return result;
                    }
                }, "imageIsRefusedAndNothingIsMade"),
                making("makes a disk in the place of the former one", sound -> new Faulty(sound) {
                    @Override
                    public MakeResult make(InstanceId id, List<DiskOrder> orders) {
                        var result = super.make(id, orders);
                        if (result instanceof MakeResult.Made(var disks)) {
                            super.keep(id, disks);
                        }
                        return result;
                    }
                }, "anotherDiskOfTheNameHasItsOwnFile", "enlargedDiskIsACopy"),
                making("removes nothing", sound -> new Faulty(sound) {
                    @Override
                    public void keep(InstanceId id, List<Disk> kept) {}
                }, "keepRemovesTheOthers"),
                making("keeps base images for ever", sound -> new Faulty(sound) {
                    @Override
                    public List<Path> tidy(Duration unused) {
                        return List.of();
                    }
                }, "baseImageIsRemovedWhenNoDiskStandsOnIt"));
    }

    private static Plant making(String fault, Function<DiskMaking, DiskMaking> faulty, String... tests) {
        return plant(fault, sound -> sound.diskMaking().map(faulty), tests);
    }

    private static Plant plant(String fault, Function<VirtDriver, Optional<DiskMaking>> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<DiskMaking> diskMaking() {
                return faulty.apply(sound);
            }
        }, tests);
    }

    /** Does what a sound one does; a fault overrides one method. */
    private static class Faulty implements DiskMaking {
        private final DiskMaking sound;

        Faulty(DiskMaking sound) {
            this.sound = sound;
        }

        @Override
        public MakeResult make(InstanceId id, List<DiskOrder> orders) {
            return sound.make(id, orders);
        }

        @Override
        public List<MadeDisk> made(InstanceId id) {
            return sound.made(id);
        }

        @Override
        public void keep(InstanceId id, List<Disk> kept) {
            sound.keep(id, kept);
        }

        @Override
        public List<Path> tidy(Duration unused) {
            return sound.tidy(unused);
        }
    }
}
