package io.bedplate.architecture;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules of ARCHITECTURE.md, below a root package so that a planted violation can be held against them. */
final class Walls {
    /** What the pure packages may not touch. */
    private static final String[] IMPURE = {"java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..",
            "java.util.logging..", "org.slf4j..", "com.sun.jna..", "org.libvirt..", "okhttp3..", "com.rabbitmq.."};
    private static final List<String> PURE = List.of("host", "numa", "hugepages", "sriov", "nfv");

    /** Module's packages to the packages of ours that they may use, beside their own. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "host", List.of(),
            "numa", List.of("host"),
            "hugepages", List.of("host"),
            "sriov", List.of("host"),
            "nfv", List.of("host", "numa", "hugepages", "sriov"),
            "probe", List.of("host", "numa", "hugepages", "sriov"),
            "virt", List.of("host"),
            "fake", List.of("host", "virt"),
            "libvirt", List.of("host", "virt", "probe"),
            "agent", List.of("host", "virt", "nfv", "numa", "hugepages", "sriov"));

    private final String root;

    Walls(String root) {
        this.root = root;
    }

    List<ArchRule> rules() {
        return List.of(purity(), noCycles(), nativeTypesInOneRoom(), imagesAreJudgedAlone());
    }

    /** Only the root packages: {@code numa.sysfs} and the like are where the files are read. */
    ArchRule purity() {
        String[] packages = PURE.stream().map(name -> root + "." + name).toArray(String[]::new);
        return noClasses().that().resideInAnyPackage(packages).should().dependOnClassesThat()
                .resideInAnyPackage(IMPURE).because("decisions are pure; I/O stands at the rim");
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    ArchRule nativeTypesInOneRoom() {
        return noClasses().that().resideOutsideOfPackage(root + ".libvirt.jna..").should().dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "org.libvirt..").allowEmptyShould(true)
                .because("every native type lives in libvirt.jna");
    }

    /** Hostile images meet our own code only: no program, no native call, no XML, no other room of the driver. */
    ArchRule imagesAreJudgedAlone() {
        String room = root + ".libvirt.image..";
        var other = DescribedPredicate.and(resideInAnyPackage(root + ".libvirt.."),
                DescribedPredicate.not(resideInAnyPackage(room)));
        var foreign = resideInAnyPackage("com.sun.jna..", "org.libvirt..", "javax.xml..", "org.w3c.dom..",
                "org.xml.sax..", "tools.jackson..", "com.ctc.wstx..", "java.net..").or(other)
                .or(assignableTo(Process.class)).or(assignableTo(ProcessBuilder.class)).or(equivalentTo(Runtime.class));
        return noClasses().that().resideInAPackage(room).should()
                .dependOnClassesThat(foreign.as("programs, native calls, XML, network, the rest of the driver"))
                .allowEmptyShould(true).because("no other program sees an image that is not accepted");
    }

    /** A module uses only what stands in its row of the table. */
    ArchRule usesOnlyItsRow(String module) {
        String[] own = {root + "." + module + ".."};
        var allowed = MAY_USE.getOrDefault(module, List.of()).stream().map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        var foreign = DescribedPredicate.and(resideInAnyPackage(root + ".."),
                DescribedPredicate.not(resideInAnyPackage(allowed)), DescribedPredicate.not(resideInAnyPackage(own)));
        return noClasses().that().resideInAnyPackage(own).should().dependOnClassesThat(foreign.as("outside its row"))
                .allowEmptyShould(true);
    }

    static List<String> modules() {
        return MAY_USE.keySet().stream().sorted().toList();
    }

    static List<String> violations(ArchRule rule, JavaClasses classes) {
        EvaluationResult result = rule.evaluate(classes);
        return result.getFailureReport().getDetails();
    }
}
