package io.bedplate.nfv;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a guest with cells can go. In order: one page size for all cells, the best first, mixed sizes last; every device
 * near, then as many wishes as possible in their order; then {@link NearestCells}.
 */
final class CellSearch {
    private final CellOrder order;
    private final HostState host;
    private final Demand demand;
    final CellFits fits;
    final Requirements requirements;

    CellSearch(HostState host, NfvRequest request, Demand demand) {
        this.host = host;
        this.demand = demand;
        this.fits = new CellFits(host, demand);
        this.order = new CellOrder(host, request);
        this.requirements = new Requirements(host, request);
    }

    /**
     * The cells chosen, the wishes served near.
     *
     * @param nearWishes loose device wishes that are served as if their policy were required
     */
    record Found(CellChoice cells, long nearWishes) {}

    /** The best place, with {@link #fits} left at the page sizes in use, or null where there is none. */
    @Nullable
    Found find() {
        int sizes = demand.pageKib.length;
        for (int size = 0; sizes > 1 && size < sizes; size++) {
            fits.allow(1 << size);
            var found = findAllowed();
            if (found != null) {
                return found;
            }
        }
        fits.allow(-1);
        return findAllowed();
    }

    @Nullable
    private Found findAllowed() {
        for (int guest = 0; guest < demand.cells; guest++) {
            if (fits.fitsNowhere(guest)) {
                return null;
            }
        }
        var nearest = new NearestCells(fits, order, host.layout.distances);
        var ideal = nearest.with(List.of());
        if (ideal == null || requirements.areNone()) {
            return ideal == null ? null : new Found(ideal, 0);
        }
        long loose = requirements.looseWishes();
        var found = meet(nearest, ideal, loose);
        if (found != null || loose == 0) {
            return found;
        }
        return tighten(nearest, ideal, meet(nearest, ideal, 0));
    }

    /** Draws near what can be drawn near, wish by wish. */
    @Nullable
    private Found tighten(NearestCells nearest, CellChoice ideal, @Nullable Found loosest) {
        var best = loosest;
        if (best == null || Long.bitCount(requirements.looseWishes()) == 1) {
            return best;
        }
        for (long left = requirements.looseWishes(); left != 0; left &= left - 1) {
            var nearer = meet(nearest, ideal, best.nearWishes() | Long.lowestOneBit(left));
            best = nearer != null ? nearer : best;
        }
        return best;
    }

    @Nullable
    private Found meet(NearestCells nearest, CellChoice ideal, long strict) {
        boolean[] ofIdeal = ideal.near(fits.hosts());
        if (requirements.areMet(ofIdeal, strict)) {
            return new Found(ideal, strict);
        }
        var choice = new RequirementSearch(fits, order, requirements, nearest, ideal, strict).find();
        return choice == null ? null : new Found(choice, strict);
    }
}
