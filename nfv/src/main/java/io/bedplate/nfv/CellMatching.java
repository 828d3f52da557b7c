package io.bedplate.nfv;

import java.util.Arrays;

/**
 * Guest cells and host cells, one to one, grown one host cell at a time by augmenting paths (H. W. Kuhn, 1955). The sets of
 * host cells that can be matched form a matroid: taking cells greedily by cost gives the cheapest set.
 */
final class CellMatching {
    private static final int FREE = -1;

    private final CellFits fits;
    private final int[] hostOf;
    private final int[] guestOf;
    private final boolean[] visited;
    private int locked = FREE;
    private int size;

    CellMatching(CellFits fits) {
        this.fits = fits;
        this.hostOf = new int[fits.guests()];
        this.guestOf = new int[fits.hosts()];
        this.visited = new boolean[fits.guests()];
        clear();
    }

    CellMatching(CellMatching other) {
        this.fits = other.fits;
        this.hostOf = other.hostOf.clone();
        this.guestOf = other.guestOf.clone();
        this.visited = new boolean[hostOf.length];
        this.locked = other.locked;
        this.size = other.size;
    }

    void clear() {
        Arrays.fill(hostOf, FREE);
        Arrays.fill(guestOf, FREE);
        locked = FREE;
        size = 0;
    }

    /** Binds a guest cell to a host cell for good; both must be free and fit. */
    void lock(int guest, int host) {
        link(guest, host);
        locked = guest;
        size++;
    }

    /** Adds a host cell, moving guest cells about as needed; false and unchanged where it cannot be. */
    boolean add(int host) {
        for (int guest = 0; guest < hostOf.length; guest++) {
            if (hostOf[guest] == FREE && fits.fits(guest, host)) {
                link(guest, host);
                size++;
                return true;
            }
        }
        Arrays.fill(visited, false);
        boolean added = augment(host);
        size += added ? 1 : 0;
        return added;
    }

    private boolean augment(int host) {
        for (int guest = 0; guest < hostOf.length; guest++) {
            if (!visited[guest] && guest != locked && fits.fits(guest, host)) {
                visited[guest] = true;
                int displaced = hostOf[guest];
                if (displaced == FREE || augment(displaced)) {
                    link(guest, host);
                    return true;
                }
            }
        }
        return false;
    }

    /** Marks all that a guest cell without a host cell competes with: more guests than hosts. */
    void reach(int guest, boolean[] guests, boolean[] hosts) {
        guests[guest] = true;
        for (int host = 0; host < guestOf.length; host++) {
            if (fits.fits(guest, host) && !hosts[host]) {
                hosts[host] = true;
                if (guestOf[host] != FREE && !guests[guestOf[host]]) {
                    reach(guestOf[host], guests, hosts);
                }
            }
        }
    }

    private void link(int guest, int host) {
        hostOf[guest] = host;
        guestOf[host] = guest;
    }

    boolean contains(int host) {
        return guestOf[host] != FREE;
    }

    int size() {
        return size;
    }

    boolean isComplete() {
        return size == hostOf.length;
    }

    /** Host cell of a guest cell, -1 for none. */
    int hostOf(int guest) {
        return hostOf[guest];
    }

    int[] hosts() {
        return hostOf.clone();
    }
}
