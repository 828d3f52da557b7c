package io.bedplate.nfv;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.bedplate.numa.CellDistances;

/**
 * The best host cells for all guest cells, where some host cells may be given. Guest cell 0 is the anchor: it holds the
 * emulator thread, so the others want to be near it. For each place of the anchor the cells are taken nearest first, of
 * equals the cheapest first, as long as the guest cells can be matched to them; by the matroid that is the best set for that
 * anchor. Anchors that cannot beat the best so far are not tried.
 */
final class NearestCells {
    private final CellFits fits;
    private final CellOrder order;
    private final CellDistances distances;
    private final CellMatching matching;
    private final int guests;
    private long distance;
    private long cost;

    NearestCells(CellFits fits, CellOrder order, CellDistances distances) {
        this.fits = fits;
        this.order = order;
        this.distances = distances;
        this.matching = new CellMatching(fits);
        this.guests = fits.guests();
    }

    /** The best choice that uses all of {@code given}, or null where there is none. */
    @Nullable
    CellChoice with(List<Integer> given) {
        if (guests > fits.hosts()) {
            return null;
        }
        CellChoice best = null;
        long leastOthers = order.least(guests - 1);
        boolean isKnownToMatch = false;
        for (int place = 0; place < order.cells(); place++) {
            int anchor = order.at(place);
            if (!fits.fits(0, anchor) || (best != null && cannotBeat(best, anchor, leastOthers))) {
                continue;
            }
            if (fill(anchor, given)) {
                best = better(best, new CellChoice(assignment(anchor), distance, cost));
            } else if (!isKnownToMatch && best == null) {
                isKnownToMatch = isMatchable();
                if (!isKnownToMatch) {
                    return null;
                }
            }
        }
        return best;
    }

    private static CellChoice better(@Nullable CellChoice best, CellChoice choice) {
        return best == null || choice.isBetterThan(best) ? choice : best;
    }

    /** Whether there is a host cell for every guest cell at all, wherever the anchor lies. */
    private boolean isMatchable() {
        matching.clear();
        for (int host = 0; host < fits.hosts() && !matching.isComplete(); host++) {
            if (fits.usable[host]) {
                matching.add(host);
            }
        }
        return matching.isComplete();
    }

    private boolean cannotBeat(CellChoice best, int anchor, long leastOthers) {
        int nearest = distances.toNearest(anchor, guests - 1);
        return nearest > best.distance()
                || (nearest == best.distance() && order.cost(anchor) + leastOthers >= best.cost());
    }

    private boolean fill(int anchor, List<Integer> given) {
        matching.clear();
        matching.lock(0, anchor);
        distance = 0;
        cost = order.cost(anchor);
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) != anchor && !take(given.get(i), anchor)) {
                return false;
            }
        }
        for (int step = 0; step < distances.steps(anchor) && !matching.isComplete(); step++) {
            takeAt(distances.step(anchor, step), anchor);
        }
        return matching.isComplete();
    }

    private void takeAt(int step, int anchor) {
        for (int place = 0; place < order.cells() && !matching.isComplete(); place++) {
            int host = order.at(place);
            if (host != anchor && distances.between(anchor, host) == step && fits.usable[host]
                    && !matching.contains(host)) {
                take(host, anchor);
            }
        }
    }

    private boolean take(int host, int anchor) {
        if (!matching.add(host)) {
            return false;
        }
        distance += distances.between(anchor, host);
        cost += order.cost(host);
        return true;
    }

    // Guest cells in order on host cells in order, where that fits; else as the matching came out.
    private int[] assignment(int anchor) {
        int[] matched = matching.hosts();
        int[] sorted = matched.clone();
        sorted[0] = -1;
        Arrays.sort(sorted);
        sorted[0] = anchor;
        for (int guest = 1; guest < guests; guest++) {
            if (!fits.fits(guest, sorted[guest])) {
                return matched;
            }
        }
        return sorted;
    }
}
