package io.bedplate.nfv;

/**
 * A host cell for every guest cell, and how good that is.
 *
 * @param hostOf   guest cell to host cell, by index
 * @param distance sum of the distances from the host cell of guest cell 0 to the others
 * @param cost     sum of the cells' costs by {@link CellOrder}
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared, never changed
record CellChoice(int[] hostOf, long distance, long cost) {

    boolean isBetterThan(CellChoice other) {
        return distance != other.distance ? distance < other.distance : cost < other.cost;
    }

    boolean[] near(int hosts) {
        boolean[] near = new boolean[hosts];
        for (int host : hostOf) {
            near[host] = true;
        }
        return near;
    }
}
