package io.bedplate.virt.tck;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

/** Every test of the kit has been seen to fail, on a driver with the fault that it is there for. */
final class PlantedFaultsTests {

    static Stream<Plant> plants() {
        return Plant.all();
    }

    @ParameterizedTest
    @MethodSource("plants")
    void faultIsCaughtByTheTestOfItsRule(Plant plant) {
        assertThat(plant.tests()).isNotEmpty().allSatisfy(test -> {
            var summary = run(plant, test);
            assertThat(summary.getTestsFoundCount()).isOne();
            assertThat(summary.getTestsFailedCount()).as("failures of %s", test).isOne();
        });
    }

    @Test
    void everyTestOfTheKitHasAPlantedFault() {
        List<String> caught = Plant.all().flatMap(plant -> plant.tests().stream()).distinct().toList();
        assertThat(caught).containsExactlyInAnyOrderElementsOf(KitMethods.all().stream().map(Method::getName).toList());
    }

    private static TestExecutionSummary run(Plant plant, String test) {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request().selectors(selectMethod(PlantedTck.class, test))
                .configurationParameter(PlantedTck.FAULT, plant.fault()).build(), listener);
        return listener.getSummary();
    }
}
