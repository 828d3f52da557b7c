package io.bedplate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PageSizeTests {
    @ParameterizedTest
    @CsvSource({"2048, 2048", "4, 4", "2M, 2048", "2MB, 2048", "2MiB, 2048", "1G, 1048576", "1GiB, 1048576",
            "2048kB, 2048", "2097152B, 2048", "16777216bit, 2048", "16Mbit, 2048", "1Tb, 1073741824"})
    void readsFlavorSpellings(String text, long kib) {
        assertThat(PageSize.parse(text)).isEqualTo(new PageSize(kib));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "large", "3000", "0", "-2", "2X", "512B", "9bit", "1.5G", "99999999999999999999",
            "999999999999999999T"})
    void namesTheTextThatIsNoSize(String text) {
        assertThatThrownBy(() -> PageSize.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void writesTheLargestUnit() {
        assertThat(PageSize.KIB_4).hasToString("4 KiB");
        assertThat(PageSize.MIB_2).hasToString("2 MiB").isGreaterThan(PageSize.KIB_4);
        assertThat(PageSize.GIB_1).hasToString("1 GiB");
    }

    @Test
    void countsPagesRoundedUp() {
        assertThat(PageSize.MIB_2.pagesFor(2048 * 3)).isEqualTo(3);
        assertThat(PageSize.MIB_2.pagesFor(2048 * 3 + 1)).isEqualTo(4);
    }
}
