package io.bedplate.virt;

/** Why a guest does not migrate. */
public sealed interface MigrationRefusal {
    /** One sentence for people. */
    String sentence();

    /** Its processor is more than the destination can give it. */
    record CpuNotCompatible(String why) implements MigrationRefusal {
        @Override
        public String sentence() {
            return "the guest's processor cannot be had there: " + why;
        }
    }

    /** Something of the host is passed through to it, and does not travel. */
    record PassedThrough(String device) implements MigrationRefusal {
        @Override
        public String sentence() {
            return "%s is passed through and does not travel".formatted(device);
        }
    }

    /** The destination does not see the same bytes, or not in time. */
    record DiskNotShared(DeviceId disk, String why) implements MigrationRefusal {
        @Override
        public String sentence() {
            return "disk %s is not shared with the destination: %s".formatted(disk, why);
        }
    }

    /** The destination does not have what the guest's new place names: a cell, a pCPU, pages, a bridge. */
    record NotThere(String what) implements MigrationRefusal {
        @Override
        public String sentence() {
            return what;
        }
    }

    /** The drivers can carry out no such wish, or not for such a guest. */
    record NotDone(String what) implements MigrationRefusal {
        @Override
        public String sentence() {
            return what;
        }
    }

    /** The guest writes faster than its memory can follow. */
    record WouldNotConverge(MigrationForecast forecast) implements MigrationRefusal {
        @Override
        public String sentence() {
            return "its memory would not follow in time: " + forecast;
        }
    }
}
