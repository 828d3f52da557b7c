package io.bedplate.nfv.extraspecs;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class NearestNameTests {
    @ParameterizedTest
    @CsvSource({"policy, policy, 0", "policy, polciy, 1", "policy, polic, 1", "policy, ppolicy, 1", "policy, pelicy, 1",
            "'', abc, 3", "abc, '', 3", "kitten, sitting, 3"})
    void countsSlips(String a, String b, int slips) {
        assertThat(NearestName.slips(a, b)).isEqualTo(slips);
    }

    @Test
    void wordsInAnotherOrderAreOneSlip() {
        assertThat(NearestName.of("hw:max_cpu_sockets", List.of("hw:cpu_sockets", "hw:cpu_max_sockets")))
                .contains("hw:cpu_max_sockets");
    }

    @ParameterizedTest
    @CsvSource({"hw:foo, hw:pmu", "hw:cpu, hw:pmem", "hw:numa_nodes, hw:cpu_policy", "hw:xyzw, hw:boot_menu",
            "hw:memory_pages, hw:cpu_dedicated_mask"})
    void whatIsNothingLikeItIsNoSuggestion(String asked, String key) {
        assertThat(NearestName.of(asked, List.of(key))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"hw:pmv, hw:pmu", "hw:mem_pagesize, hw:mem_page_size", "HW:CPU_POLICY, hw:cpu_policy",
            "hw:cpu_thred_polisy, hw:cpu_thread_policy"})
    void slipsInProportionToTheNameAreForgiven(String asked, String key) {
        assertThat(NearestName.of(asked, List.of(key))).contains(key);
    }

    @Test
    void nothingIsNearestWhereThereIsNothing() {
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
