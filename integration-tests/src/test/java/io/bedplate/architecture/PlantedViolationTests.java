package io.bedplate.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import static org.assertj.core.api.Assertions.assertThat;

/** The walls' self-check: each rule catches what was planted for it. */
final class PlantedViolationTests {
    private static final String ROOT = "io.bedplate.architecture.planted";
    private static final Walls WALLS = new Walls(ROOT);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

    @Test
    void aPureRoomThatReadsAFileIsCaught() {
        assertThat(Walls.violations(WALLS.purity(), PLANTED)).anySatisfy(
                violation -> assertThat(violation).contains("ReadsAFile").contains("java.nio.file.Path"));
    }

    @Test
    void aCycleIsCaught() {
        assertThat(Walls.violations(WALLS.noCycles(), PLANTED)).isNotEmpty();
    }

    @Test
    void aNativeTypeOutsideItsRoomIsCaught() {
        assertThat(Walls.violations(WALLS.nativeTypesInOneRoom(), PLANTED)).anySatisfy(
                violation -> assertThat(violation).contains("UsesNativeTypes").contains("com.sun.jna.Pointer"));
    }

    @Test
    void aProgramStartedOnAnImageIsCaught() {
        assertThat(Walls.violations(WALLS.imagesAreJudgedAlone(), PLANTED)).anySatisfy(
                violation -> assertThat(violation).contains("StartsAProgram").contains("java.lang.ProcessBuilder"));
    }

    @Test
    void useOutsideItsRowIsCaught() {
        assertThat(Walls.violations(WALLS.usesOnlyItsRow("numa"), PLANTED)).anySatisfy(
                violation -> assertThat(violation).contains("ReadsAFile").contains("UsesNativeTypes"));
    }
}
