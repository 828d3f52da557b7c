package io.bedplate.nfv;

import java.util.Comparator;
import java.util.List;

/**
 * The request does not fit.
 *
 * @param reasons at least one, in the order of the guest's and then the host's cells
 */
public record Rejection(List<Reason> reasons) implements PlanResult {
    public Rejection {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a rejection without a reason");
        }
    }

    /** One line: the reason nearest to being satisfied, and how many there are beside it. */
    public String sentence() {
        var nearest = reasons.stream().max(Comparator.comparingDouble(Rejection::nearness)).orElseThrow();
        int others = reasons.size() - 1;
        return others == 0 ? nearest.sentence() : "%s (and %d more)".formatted(nearest.sentence(), others);
    }

    private static double nearness(Reason reason) {
        return reason.wanted() == 0 ? 0 : (double) reason.free() / reason.wanted();
    }
}
