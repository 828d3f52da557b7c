package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds host cells that meet the {@link Requirements}, by branch and bound: the cell that is worth most is tried, and then
 * done without. A set of cells that meets everything is filled up by {@link NearestCells}.
 *
 * <p>
 * {@link #any} settles whether there is a choice. What a cell cannot do, no cell can that brings no more and takes no other
 * guest cell, so those are done without too. {@link #best} looks for choices that are better, cells in their order, and
 * stops after a fixed amount of work or number of choices.
 */
final class RequirementSearch {
    private static final int CHOICES = 16;
    /** Rows times cells looked at to find better choices. */
    private static final long WORK = 400_000;
    /** Likewise to find out whether more devices can be near than must be. */
    private static final long WORK_FOR_NEARNESS = 500_000;

    /** What handing out devices costs, in steps. */
    private static final int STEPS_OF_CHECK = 16;

    private final CellFits fits;
    private final CellOrder order;
    private final Requirements requirements;
    private final NearestCells nearest;
    private final long strict;
    private final int guests;
    private final CoverRows rows;
    private final CoverBound bound;
    private final CoverNode[] nodes;
    private final List<Integer> given = new ArrayList<>();
    private long workLeft;
    private int choicesLeft;
    private boolean settling;
    @Nullable
    private CellChoice ideal;
    @Nullable
    private CellChoice best;

    RequirementSearch(CellFits fits, CellOrder order, Requirements requirements, NearestCells nearest,
            long strict) {
        this.fits = fits;
        this.order = order;
        this.requirements = requirements;
        this.nearest = nearest;
        this.strict = strict;
        this.guests = fits.guests();
        this.rows = new CoverRows(requirements, strict);
        this.bound = new CoverBound(rows, guests);
        this.nodes = new CoverNode[guests + 1];
        for (int depth = 0; depth <= guests; depth++) {
            nodes[depth] = new CoverNode(rows);
        }
    }

    /** A choice that meets everything, or null if there is none, or none was found that has more devices near. */
    @Nullable
    CellChoice any() {
        settling = true;
        best = null;
        workLeft = strict == 0 ? Long.MAX_VALUE : WORK_FOR_NEARNESS;
        begin();
        return best;
    }

    /**
     * A choice at least as good as {@code found}.
     *
     * @param leastPossible the best choice if nothing were required
     */
    CellChoice best(CellChoice found, CellChoice leastPossible) {
        settling = false;
        best = found;
        ideal = leastPossible;
        workLeft = WORK;
        choicesLeft = CHOICES;
        begin();
        return best;
    }

    private void begin() {
        nodes[0].start(fits.usable);
        search(new CellMatching(fits));
    }

    private boolean isOver() {
        if (settling) {
            return best != null || workLeft <= 0;
        }
        return workLeft <= 0 || choicesLeft <= 0 || (best != null && ideal != null && !ideal.isBetterThan(best));
    }

    private void search(CellMatching matching) {
        var node = nodes[given.size()];
        if (node.isMet() && (rows.tellAll || areMet(near()))) {
            choicesLeft--;
            var choice = nearest.with(given);
            best = choice != null && (best == null || choice.isBetterThan(best)) ? choice : best;
            return;
        }
        boolean isOpaque = !rows.tellAll && (given.isEmpty() || node.isMet());
        if (isOpaque && !areMet(nearAndMaybe(node))) {
            return;
        }
        while (!isOver() && given.size() < guests) {
            workLeft -= workOfStep();
            int cell = bound.mayBeMet(node, guests - given.size()) ? next(node) : -1;
            if (cell < 0) {
                return;
            }
            node.maybe[cell] = false;
            var grown = new CellMatching(matching);
            if (grown.add(cell)) {
                nodes[given.size() + 1].follow(node, cell);
                given.add(cell);
                search(grown);
                given.removeLast();
            }
            if (settling) {
                dropWorseThan(cell, node);
            }
        }
    }

    private long workOfStep() {
        return (long) rows.size() * rows.cells;
    }

    private boolean areMet(boolean[] near) {
        workLeft -= STEPS_OF_CHECK * workOfStep();
        return requirements.areMet(near, strict);
    }

    /** The cell to try next, or -1 if none helps. */
    private int next(CoverNode node) {
        if (node.isMet()) {
            return firstWithDevices(node);
        }
        return settling ? bound.mostValuable() : firstOf(bound.helpers());
    }

    private int firstOf(boolean[] cells) {
        for (int place = 0; place < order.cells(); place++) {
            if (cells[order.at(place)]) {
                return order.at(place);
            }
        }
        return -1;
    }

    /** Sums alone do not tell: any cell with devices may be the one. */
    private int firstWithDevices(CoverNode node) {
        var devices = requirements.devices.orElseThrow();
        for (int place = 0; place < order.cells(); place++) {
            if (node.maybe[order.at(place)] && devices.helps(order.at(place))) {
                return order.at(place);
            }
        }
        return -1;
    }

    // In any choice with a cell that is no better the one refuted could stand in for it.
    private void dropWorseThan(int cell, CoverNode node) {
        for (int other = 0; other < rows.cells; other++) {
            if (node.maybe[other] && mayReplace(cell, other) && node.bringsAsMuch(cell, other)
                    && fits.takesAll(cell, other)) {
                node.maybe[other] = false;
            }
        }
    }

    private boolean mayReplace(int cell, int other) {
        return rows.tellAll || requirements.devices.orElseThrow().mayReplace(cell, other);
    }

    private boolean[] near() {
        boolean[] near = new boolean[rows.cells];
        given.forEach(cell -> near[cell] = true);
        return near;
    }

    private boolean[] nearAndMaybe(CoverNode node) {
        boolean[] all = near();
        for (int cell = 0; cell < all.length; cell++) {
            all[cell] |= node.maybe[cell];
        }
        return all;
    }
}
