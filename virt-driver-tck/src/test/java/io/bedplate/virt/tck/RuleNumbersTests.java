package io.bedplate.virt.tck;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** SPEC.md and the kit have the same rules. */
final class RuleNumbersTests {
    private static final Path SPEC = Path.of("../virt-driver-api/SPEC.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+\\.\\d+) \\|");
    private static final Pattern NUMBER = Pattern.compile("^\\[(\\d+\\.\\d+)] ");

    @Test
    void everyRuleHasATestAndEveryTestARule() throws IOException {
        assertThat(rulesOfTheKit()).isEqualTo(rulesOfTheSpecification());
    }

    @Test
    void everyTestHasANumber() {
        assertThat(KitMethods.all()).isNotEmpty()
                .allSatisfy(test -> assertThat(displayName(test)).containsPattern(NUMBER));
    }

    private static Set<String> rulesOfTheSpecification() throws IOException {
        return ROW.matcher(Files.readString(SPEC)).results().map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rulesOfTheKit() {
        return KitMethods.all().stream().flatMap(test -> NUMBER.matcher(displayName(test)).results())
                .map(number -> number.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String displayName(Method test) {
        return Arrays.stream(test.getAnnotationsByType(DisplayName.class)).map(DisplayName::value).findFirst()
                .orElse("");
    }
}
