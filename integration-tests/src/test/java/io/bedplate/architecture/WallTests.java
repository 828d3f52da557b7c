package io.bedplate.architecture;

import java.util.stream.Stream;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static org.assertj.core.api.Assertions.assertThat;

final class WallTests {
    private static final Walls WALLS = new Walls("io.bedplate");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.bedplate");

    static Stream<String> modules() {
        return Walls.modules().stream();
    }

    @Test
    void theProductIsThere() {
        assertThat(PRODUCT).hasSizeGreaterThan(100);
    }

    @Test
    void pureRoomsDoNoInputOrOutput() {
        assertThat(Walls.violations(WALLS.purity(), PRODUCT)).isEmpty();
    }

    @Test
    void modulesHaveNoCycles() {
        assertThat(Walls.violations(WALLS.noCycles(), PRODUCT)).isEmpty();
    }

    @Test
    void nativeTypesStayInTheirRoom() {
        assertThat(Walls.violations(WALLS.nativeTypesInOneRoom(), PRODUCT)).isEmpty();
    }

    @Test
    void imagesAreJudgedByOurOwnCodeOnly() {
        assertThat(Walls.violations(WALLS.imagesAreJudgedAlone(), PRODUCT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyItsRow(String module) {
        assertThat(Walls.violations(WALLS.usesOnlyItsRow(module), PRODUCT)).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = PRODUCT.stream().filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
                .map(type -> type.getPackageName()).distinct().toList();
        assertThat(unmarked).isEmpty();
    }
}
