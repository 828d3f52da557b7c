package io.bedplate.virt.tck;

import java.time.Duration;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverProvider;

/** The kit on a faulty driver, which a configuration parameter names. Run by {@link PlantedFaultsTests} only. */
@ExtendWith(PlantedTck.PlantByName.class)
@Timeout(3)
final class PlantedTck extends FakeTck {
    static final String FAULT = "fault";

    private final Plant plant;

    PlantedTck(Plant plant) {
        this.plant = plant;
    }

    @Override
    public VirtDriverProvider provider() {
        return new VirtDriverProvider() {
            @Override
            public String name() {
                return "faulty";
            }

            @Override
            public VirtDriver open(DriverConfig config) {
                return plant.opening().open(config);
            }
        };
    }

    /** A fault is to be found soon. */
    @Override
    public Duration patience() {
        return Duration.ofMillis(300);
    }

    static final class PlantByName implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Plant.class;
        }

        @Override
        public Plant resolveParameter(ParameterContext parameter, ExtensionContext context) {
            String fault = context.getConfigurationParameter(FAULT).orElseThrow();
            return Plant.all().filter(plant -> plant.fault().equals(fault)).findFirst().orElseThrow();
        }
    }
}
