package io.bedplate.nfv;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.GuestPlacement.PlacedCell;

import static org.assertj.core.api.Assertions.assertThat;

/** The planner against a checker that tries everything, on 120,000 seeded hosts and requests a run. */
final class PlannerPropertyTests {
    private static final int CASES_PER_SEED = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatFitsAndNothingElse(long seed) {
        int fitting = 0;
        for (int i = 0; i < CASES_PER_SEED; i++) {
            var random = new Random(seed * 1_000_003 + i);
            var host = new RandomHosts(random).next();
            var request = new RandomRequests(random).next();
            var result = NfvPlanner.plan(host.state(), request);
            var brute = new BruteForce(host.oracle(), request);
            String about = "seed %d case %d: %s%n%s%n%s".formatted(seed, i, host, request, result);
            switch (result) {
                case Plan plan -> {
                    fitting++;
                    assertThat(PlanChecker.faults(host.oracle(), request, plan)).as(about).isEmpty();
                    assertBest(plan, request, brute, about);
                }
                case Rejection rejection -> {
                    assertThat(brute.isFeasible()).as(about).isFalse();
                    assertThat(rejection.sentence()).as(about).isNotBlank();
                }
            }
        }
        // Neither all yes nor all no, or the generators have gone stale.
        assertThat(fitting).isBetween(CASES_PER_SEED / 10, CASES_PER_SEED * 9 / 10);
    }

    /** The parts of the objective that are promised without reserve: page sizes, and devices near where all can be. */
    private static void assertBest(Plan plan, NfvRequest request, BruteForce brute, String about) {
        if (request.cells().isEmpty()) {
            return;
        }
        var sizes = plan.placement().cells().stream().map(PlacedCell::pageSize)
                .map(size -> size.isPresent() ? size.get().kib() : 0L).distinct().toList();
        for (long better : new OracleRules(brute.host(), request).sizes()) {
            if (sizes.size() == 1 && better <= sizes.getFirst()) {
                break;
            }
            assertThat(brute.isFeasibleWith(size -> size == better, false)).as(about).isFalse();
        }
        if (plan.remarks().stream().anyMatch(remark -> remark.startsWith("device"))) {
            assertThat(brute.isFeasibleWith(sizes.size() > 1 ? _ -> true : size -> size == sizes.getFirst(), true))
                    .as(about).isFalse();
        }
    }
}
