package io.bedplate.host.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;

import static org.assertj.core.api.Assertions.assertThat;

final class HostTextTests {
    @Test
    void readsNumbersIdsAndCpuLists() {
        assertThat(HostText.number("000123456789012")).hasValue(123456789012L);
        assertThat(HostText.id("2147483647")).hasValue(Integer.MAX_VALUE);
        assertThat(HostText.cpus("0-1,8")).contains(CpuSet.of(0, 1, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1 ", "0x10", "1.0", "9999999999999999", "\u0661", "\0"})
    void otherTextsSayNothing(String text) {
        assertThat(HostText.number(text)).isEmpty();
        assertThat(HostText.id(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-", "3-1", "a", "0-99999", "1,,2", "4294967296"})
    void badCpuListsSayNothing(String text) {
        assertThat(HostText.cpus(text)).isEmpty();
    }

    @Test
    void anIdFitsAnInt() {
        assertThat(HostText.id("2147483648")).isEmpty();
    }

    @Test
    void filesOfOneNumberReadAsSuch() {
        var files = HostTree.parse("/a = 7\n/b = -1\n/c = 0-3\n").simulated();

        assertThat(files.readNumber("a")).hasValue(7);
        assertThat(files.readId("b")).isEmpty();
        assertThat(files.readCpus("c")).contains(CpuSet.range(0, 3));
        assertThat(files.readNumber("none")).isEmpty();
    }
}
