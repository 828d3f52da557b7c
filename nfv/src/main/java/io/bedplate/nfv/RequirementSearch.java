package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/**
 * Finds host cells that meet the {@link Requirements}: branch and bound over the requirement that is hardest to meet. Each
 * branch adds a cell that helps; siblings tried before are out, so no set of cells is seen twice. A set that meets
 * everything is filled up by {@link NearestCells}.
 *
 * <p>
 * The first pass looks for the best choice and stops after a fixed number of steps or choices with the best it has. Only
 * if it has none by then, a second pass settles whether there is one, and there cells that bring the same are tried once.
 * That pass has no limit, unless the question is only whether devices could be nearer than they must be.
 */
final class RequirementSearch {
    private static final int STEPS = 500;
    private static final int CHOICES = 16;
    /** Steps to find out whether more devices can be near than must be. */
    private static final int STEPS_FOR_NEARNESS = 2000;

    private final CellFits fits;
    private final CellOrder order;
    private final Requirements requirements;
    private final NearestCells nearest;
    private final CellChoice ideal;
    private final long strict;
    private final int guests;
    private int stepsLeft;
    private int choicesLeft = CHOICES;
    private boolean settling;
    @Nullable
    private CellChoice best;

    /**
     * A search that has not begun.
     *
     * @param ideal the best choice if nothing were required; none can be better
     */
    RequirementSearch(CellFits fits, CellOrder order, Requirements requirements, NearestCells nearest, CellChoice ideal,
            long strict) {
        this.fits = fits;
        this.order = order;
        this.requirements = requirements;
        this.nearest = nearest;
        this.ideal = ideal;
        this.strict = strict;
        this.guests = fits.guests();
    }

    /** A choice that meets everything, or null if there is none, or none was found that has more devices near. */
    @Nullable
    CellChoice find() {
        stepsLeft = STEPS;
        search(new CellMatching(fits), List.of(), fits.usable.clone());
        if (best == null && stepsLeft <= 0) {
            settling = true;
            stepsLeft = strict == 0 ? Integer.MAX_VALUE : STEPS_FOR_NEARNESS;
            search(new CellMatching(fits), List.of(), fits.usable.clone());
        }
        return best;
    }

    private boolean isOver() {
        boolean isGoodEnough = best != null && (settling || choicesLeft <= 0 || !ideal.isBetterThan(best));
        return stepsLeft <= 0 || isGoodEnough;
    }

    private void search(CellMatching matching, List<Integer> given, boolean[] maybe) {
        stepsLeft--;
        boolean[] near = new boolean[maybe.length];
        given.forEach(cell -> near[cell] = true);
        if (requirements.areMet(near, strict)) {
            choicesLeft--;
            var choice = nearest.with(given);
            best = choice != null && (best == null || choice.isBetterThan(best)) ? choice : best;
            return;
        }
        if (given.size() == guests || !canBeMet(near, maybe, guests - given.size())) {
            return;
        }
        boolean[] rest = maybe.clone();
        var candidates = candidates(near, maybe);
        for (int i = 0; i < candidates.size() && !isOver(); i++) {
            int cell = candidates.get(i);
            rest[cell] = false;
            var grown = new CellMatching(matching);
            if (!(settling && isLikeAnEarlier(candidates, i)) && grown.add(cell)) {
                search(grown, plus(given, cell), rest);
            }
        }
    }

    private boolean canBeMet(boolean[] near, boolean[] maybe, int more) {
        boolean[] all = near.clone();
        for (int cell = 0; cell < all.length; cell++) {
            all[cell] |= maybe[cell];
        }
        return requirements.mayBeMet(near, maybe, more, strict) && requirements.areMet(all, strict);
    }

    /** The cells that bring the network with the fewest of them, or else any device nearer. */
    private List<Integer> candidates(boolean[] near, boolean[] maybe) {
        List<Integer> fewest = List.of();
        for (var network : requirements.networks) {
            if (!Requirements.meet(network, near)) {
                var bringers = inOrder(cell -> maybe[cell] && network[cell]);
                fewest = fewest.isEmpty() || bringers.size() < fewest.size() ? bringers : fewest;
            }
        }
        if (!fewest.isEmpty()) {
            return fewest;
        }
        var devices = requirements.devices.orElseThrow();
        return inOrder(cell -> maybe[cell] && devices.helps(cell));
    }

    private List<Integer> inOrder(IntPredicate wanted) {
        var cells = new ArrayList<Integer>();
        for (int place = 0; place < order.cells(); place++) {
            if (wanted.test(order.at(place))) {
                cells.add(order.at(place));
            }
        }
        return cells;
    }

    private boolean isLikeAnEarlier(List<Integer> candidates, int index) {
        int cell = candidates.get(index);
        for (int other : candidates.subList(0, index)) {
            if (fits.areAlike(cell, other) && requirements.areAlike(cell, other)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> plus(List<Integer> cells, int cell) {
        var more = new ArrayList<>(cells);
        more.add(cell);
        return more;
    }
}
