package io.bedplate.nfv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every rule broken once and more, and its nearest neighbours that break nothing. */
final class RequestRuleTests {
    @ParameterizedTest
    @CsvFileSource(resources = "invalid-requests.csv", delimiter = '|')
    void refuses(RequestRule rule, int vcpus, long mib, String keys) {
        var result = Asked.read(vcpus, mib, keys);
        assertThat(result).isInstanceOfSatisfying(RequestResult.Invalid.class, invalid -> {
            assertThat(invalid.reasons()).extracting(InvalidReason::rule).contains(rule);
            assertThat(invalid.reasons()).allSatisfy(reason -> assertThat(reason.sentence())
                    .contains(reason.keys().getFirst()).contains("wanted ").contains("found ").doesNotContain("null"));
        });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "valid-requests.csv", delimiter = '|')
    void accepts(int vcpus, long mib, String keys) {
        assertThat(Asked.read(vcpus, mib, keys == null ? "" : keys)).isInstanceOf(RequestResult.Valid.class);
    }

    @Test
    void everyReasonIsListed() {
        var result = Asked.read(4, 4096, "hw:cpu_thread_policy=require hw:emulator_threads_policy=isolate "
                + "hw:cpu_realtime=yes hw:cpu_realtime_mask=^0 hw:locked_memory=1");
        assertThat(result).isInstanceOfSatisfying(RequestResult.Invalid.class,
                invalid -> assertThat(invalid.reasons()).extracting(InvalidReason::rule).containsExactlyInAnyOrder(
                        RequestRule.THREAD_POLICY_WITHOUT_PINNING, RequestRule.EMULATOR_ISOLATE_WITHOUT_PINNING,
                        RequestRule.REALTIME_WITHOUT_PINNING, RequestRule.LOCKED_MEMORY_FORBIDDEN));
    }

    @Test
    void aReasonNamesKeysWishAndFinding() {
        var result = Asked.read(4, 4096, "hw:cpu_policy=shared hw_cpu_policy=dedicated");
        assertThat(result).isInstanceOfSatisfying(RequestResult.Invalid.class,
                invalid -> assertThat(invalid.reasons().getFirst().sentence()).isEqualTo(
                        "hw:cpu_policy, hw_cpu_policy: wanted no more pinning in the image than in the flavor, "
                                + "found shared in the flavor, dedicated in the image"));
        assertThat(RequestRule.CPU_POLICY_FORBIDDEN.novaException()).isEqualTo("ImageCPUPinningForbidden");
    }

    @Test
    void ratiosAreAboveNothing() {
        var plain = Asked.input(1, 1, "");
        for (double ratio : new double[]{0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            var input = new RequestInput(plain.flavor(), plain.image(), plain.pci(), plain.physicalNetworks(), false,
                    ratio, 1);
            assertThat(NfvRequests.read(input)).isInstanceOf(RequestResult.Invalid.class);
        }
    }
}
