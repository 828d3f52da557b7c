package io.bedplate.virt.tck;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.bedplate.fake.FakeDriverProvider;
import io.bedplate.host.HostTopology;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Guest;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Faults against chapters 1, 5 and 9. */
final class HostPlants {
    private HostPlants() {}

    static List<Plant> all() {
        return List.of(Plant.of("loses its capabilities with the first guest", LosesCapabilities::new,
                "capabilitiesAreConstant"),
                Plant.of("reads the host once", ReadsOnce::new, "hostIsReadAfresh", "hugePagesBackTheGuest"),
                new Plant("takes any setting", HostPlants::openWithoutSettings, List.of("unknownSettingIsRefused")),
                new Plant("refuses a setting without its name", HostPlants::openSulking,
                        List.of("unknownSettingIsRefused")),
                Plant.of("lists guests backwards", ListsBackwards::new, "guestsAreAscendingAndComplete"),
                Plant.of("lists running guests only", ListsRunningOnly::new, "guestsAreAscendingAndComplete"),
                Plant.of("ends its guests when closed", EndsGuestsOnClose::new, "guestsRunOnAfterClose"),
                Plant.ofBare("says that guests survive it", SaysTheySurvive::new, "guestsRunOnAfterClose"),
                Plant.of("does not close", NeverCloses::new, "closedDriverIsUnavailable"));
    }

    private static VirtDriver openWithoutSettings(DriverConfig config) {
        return new FakeDriverProvider().open(new DriverConfig(new TreeMap<>(), config.files(), config.clock()));
    }

    private static VirtDriver openSulking(DriverConfig config) {
        if (!config.settings().isEmpty()) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "bad setting");
        }
        return new FakeDriverProvider().open(config);
    }

    private static final class LosesCapabilities extends Forwarding {
        LosesCapabilities(VirtDriver sound) {
            super(sound);
        }

        @Override
        public Set<Capability> capabilities() {
            return sound.guests().isEmpty() ? super.capabilities() : Set.of();
        }
    }

    private static final class ReadsOnce extends Forwarding {
        private final HostTopology host = sound.host();

        ReadsOnce(VirtDriver sound) {
            super(sound);
        }

        @Override
        public HostTopology host() {
            return host;
        }
    }

    private static final class ListsBackwards extends Forwarding {
        ListsBackwards(VirtDriver sound) {
            super(sound);
        }

        @Override
        public List<Guest> guests() {
            return super.guests().reversed();
        }
    }

    private static final class ListsRunningOnly extends Forwarding {
        ListsRunningOnly(VirtDriver sound) {
            super(sound);
        }

        @Override
        public List<Guest> guests() {
            return super.guests().stream().filter(guest -> guest.pid().isPresent()).toList();
        }
    }

    private static final class EndsGuestsOnClose extends Forwarding {
        EndsGuestsOnClose(VirtDriver sound) {
            super(sound);
        }

        @Override
        public void close() {
            sound.guests().forEach(guest -> sound.destroy(guest.id()));
            super.close();
        }
    }

    private static final class SaysTheySurvive extends Forwarding {
        SaysTheySurvive(VirtDriver sound) {
            super(sound);
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.GUESTS_SURVIVE_DRIVER);
        }
    }

    private static final class NeverCloses extends Forwarding {
        NeverCloses(VirtDriver sound) {
            super(sound);
        }

        @Override
        public void close() {}
    }
}
