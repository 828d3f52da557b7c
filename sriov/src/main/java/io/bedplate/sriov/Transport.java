package io.bedplate.sriov;

/**
 * Whether supplies that may go to some wishes cover all of them: maximum flow by augmenting paths. Supplies that may go to
 * the same wishes are one source, so the size is that of the wishes, not of the host.
 */
final class Transport {
    private final long[] goesTo;
    private final int[] left;
    private final int[] need;
    private final long of;
    private int sources;
    /** What source {@code s} gives wish {@code w}: {@code [s * wishes + w]}. */
    private final int[] given;

    Transport(long[] eligible, int[] counts, int[] need, long of) {
        this.need = need;
        this.of = of;
        this.goesTo = new long[eligible.length];
        this.left = new int[eligible.length];
        for (int i = 0; i < eligible.length; i++) {
            if ((eligible[i] & of) != 0 && counts[i] > 0) {
                left[source(eligible[i] & of)] += counts[i];
            }
        }
        this.given = new int[sources * need.length];
    }

    private int source(long wishes) {
        for (int i = 0; i < sources; i++) {
            if (goesTo[i] == wishes) {
                return i;
            }
        }
        goesTo[sources] = wishes;
        return sources++;
    }

    boolean isFeasible() {
        for (int wish = 0; wish < need.length; wish++) {
            if ((of & 1L << wish) != 0 && (reachable(wish) < need[wish] || !serve(wish))) {
                return false;
            }
        }
        return true;
    }

    private int reachable(int wish) {
        int sum = 0;
        for (int source = 0; source < sources; source++) {
            if ((goesTo[source] & 1L << wish) != 0) {
                sum += left[source];
                for (int other = 0; other < need.length; other++) {
                    sum += given[source * need.length + other];
                }
            }
        }
        return sum;
    }

    private boolean serve(int wish) {
        for (int wanted = need[wish]; wanted > 0; wanted--) {
            if (augment(wish, 1L << wish) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Finds one more for a wish, moving others to other sources; the source that gave, or -1. */
    private int augment(int wish, long visited) {
        for (int source = 0; source < sources; source++) {
            if ((goesTo[source] & 1L << wish) != 0 && left[source] > 0) {
                left[source]--;
                given[source * need.length + wish]++;
                return source;
            }
        }
        for (int source = 0; source < sources; source++) {
            if ((goesTo[source] & 1L << wish) != 0 && moveAway(source, wish, visited)) {
                given[source * need.length + wish]++;
                return source;
            }
        }
        return -1;
    }

    private boolean moveAway(int source, int wish, long visited) {
        for (int other = 0; other < need.length; other++) {
            boolean unseen = other != wish && (visited & 1L << other) == 0;
            if (unseen && given[source * need.length + other] > 0
                    && augment(other, visited | 1L << other) >= 0) {
                given[source * need.length + other]--;
                return true;
            }
        }
        return false;
    }
}
