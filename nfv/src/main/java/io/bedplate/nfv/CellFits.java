package io.bedplate.nfv;

/**
 * Which guest cell fits which host cell by itself, and with which page sizes. Nothing in here depends on where the other
 * guest cells lie, because a host cell takes at most one cell of a guest.
 */
final class CellFits {
    private final int hosts;
    /** Guest and host cell to the page sizes that do, bit {@code s} for the size {@code s} of the demand. */
    private final int[] sizes;
    /** Host cells that take some guest cell. */
    final boolean[] usable;
    /** The sizes that count now. */
    private int allowed = -1;

    CellFits(HostState host, Demand demand) {
        hosts = host.cpus.cells();
        sizes = new int[demand.cells * hosts];
        usable = new boolean[hosts];
        for (int guest = 0; guest < demand.cells; guest++) {
            int twin = twin(demand, guest);
            for (int cell = 0; cell < hosts; cell++) {
                int fitting = twin >= 0 ? sizes[twin * hosts + cell] : fitting(host, demand, guest, cell);
                sizes[guest * hosts + cell] = fitting;
            }
        }
        allow(allowed);
    }

    private static int twin(Demand demand, int guest) {
        return guest > 0 && demand.areAlike(guest, guest - 1) ? guest - 1 : -1;
    }

    private static int fitting(HostState host, Demand demand, int guest, int cell) {
        int bound = demand.boundTo[guest];
        if ((bound != Demand.ANY_HOST_CELL && bound != cell) || !host.cpus.cell(cell).fits(demand.cpus[guest])) {
            return 0;
        }
        int fitting = 0;
        for (int size = 0; size < demand.pageKib.length; size++) {
            fitting |= host.memory.cell(cell).fits(demand.memory[guest], demand.pageKib[size]) ? 1 << size : 0;
        }
        return fitting;
    }

    /** From now on only these page sizes count; at first all do. */
    void allow(int sizeBits) {
        allowed = sizeBits;
        for (int host = 0; host < hosts; host++) {
            boolean takesAny = false;
            for (int i = host; i < sizes.length; i += hosts) {
                takesAny |= (sizes[i] & allowed) != 0;
            }
            usable[host] = takesAny;
        }
    }

    boolean fits(int guest, int host) {
        return (sizes[guest * hosts + host] & allowed) != 0;
    }

    boolean fitsNowhere(int guest) {
        for (int host = 0; host < hosts; host++) {
            if (fits(guest, host)) {
                return false;
            }
        }
        return true;
    }

    /** Index of the best allowed page size for a pair that fits. */
    int bestSize(int guest, int host) {
        return Integer.numberOfTrailingZeros(sizes[guest * hosts + host] & allowed);
    }

    /** Whether a host cell takes every guest cell that another one takes. */
    boolean takesAll(int host, int other) {
        for (int guest = 0; guest < sizes.length / hosts; guest++) {
            if (fits(guest, other) && !fits(guest, host)) {
                return false;
            }
        }
        return true;
    }

    int guests() {
        return hosts == 0 ? 0 : sizes.length / hosts;
    }

    int hosts() {
        return hosts;
    }
}
