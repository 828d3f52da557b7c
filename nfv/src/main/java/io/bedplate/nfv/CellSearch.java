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
        if (sizes > 1) {
            for (int size = 0; size < sizes; size++) {
                fits.allow(1 << size);
                var found = findAllowed();
                if (found != null) {
                    return found;
                }
            }
            fits.allow(-1);
        }
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
        var met = meetNear(nearest, ideal);
        return met == null ? null : new Found(met.best(ideal), met.strict());
    }

    /** What was found to meet the requirements, and by which search; null where the ideal choice does. */
    private record Met(CellChoice choice, long strict, @Nullable RequirementSearch search) {
        CellChoice best(CellChoice ideal) {
            return search == null ? choice : search.best(choice, ideal);
        }
    }

    /** With all devices near, or else with those that can be drawn near, wish by wish. */
    @Nullable
    private Met meetNear(NearestCells nearest, CellChoice ideal) {
        long loose = requirements.looseWishes();
        var nearer = meet(nearest, ideal, loose);
        if (nearer != null || loose == 0) {
            return nearer;
        }
        var met = meet(nearest, ideal, 0);
        for (long left = Long.bitCount(loose) == 1 ? 0 : loose; met != null && left != 0; left &= left - 1) {
            nearer = meet(nearest, ideal, met.strict() | Long.lowestOneBit(left));
            met = nearer != null ? nearer : met;
        }
        return met;
    }

    @Nullable
    private Met meet(NearestCells nearest, CellChoice ideal, long strict) {
        if (requirements.areMet(ideal.near(fits.hosts()), strict)) {
            return new Met(ideal, strict, null);
        }
        var search = new RequirementSearch(fits, order, requirements, nearest, strict);
        var choice = search.any();
        return choice == null ? null : new Met(choice, strict, search);
    }
}
