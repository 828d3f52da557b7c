package io.bedplate.virt.tck;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.bedplate.fake.FakeDriverProvider;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;

/**
 * A planted fault.
 *
 * @param fault   what the driver does wrong
 * @param opening opens the faulty driver
 * @param tests   methods of the kit that must fail on it
 */
record Plant(String fault, Opening opening, List<String> tests) {

    /** In place of the provider's. */
    interface Opening {
        VirtDriver open(DriverConfig config);
    }

    /** A fault of a driver that is sound otherwise and has every capability. */
    static Plant of(String fault, UnaryOperator<VirtDriver> faulty, String... tests) {
        return new Plant(fault, config -> faulty.apply(new FakeDriverProvider().open(config)), List.of(tests));
    }

    /** A fault of a driver that has no capability. */
    static Plant ofBare(String fault, UnaryOperator<VirtDriver> faulty, String... tests) {
        return new Plant(fault, config -> {
            var settings = new TreeMap<>(Map.of("capabilities", ""));
            settings.putAll(config.settings());
            return faulty.apply(
                    new FakeDriverProvider().open(new DriverConfig(settings, config.files(), config.clock())));
        }, List.of(tests));
    }

    static Stream<Plant> all() {
        return Stream.of(HostPlants.all(), SpawnPlants.all(), LifecyclePlants.all(), EventPlants.all(),
                CapabilityPlants.all(), RepinPlants.all(), PowerPlants.all(), ChangePlants.all(),
                HotPlugPlants.all(), GrowPlants.all(),
                LookPlants.all(), CopyPlants.all(), DiskPlants.all(),
                MigratePlants.all(), StatisticsPlants.all()).flatMap(List::stream);
    }

    @Override
    public String toString() {
        return fault;
    }
}
