package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;

/**
 * What must be given back so that a request fits, no part of it needlessly: everything held on a cell is given back, then
 * taken away again as far as the request still fits.
 */
final class FreeingSearch {
    private final HostState host;
    private final NfvRequest request;

    FreeingSearch(HostState host, NfvRequest request) {
        this.host = host;
        this.request = request;
    }

    /** One remedy per cell that is enough by itself; one over all cells where none is; none where nothing helps. */
    List<Remedy> find() {
        var remedies = new ArrayList<Remedy>();
        for (int cell = 0; cell < host.cpus.cells(); cell++) {
            freeing(new int[]{cell}).ifPresent(remedies::add);
        }
        if (remedies.isEmpty()) {
            freeing(IntStream.range(0, host.cpus.cells()).toArray()).ifPresent(remedies::add);
        }
        return remedies.stream().distinct().toList();
    }

    private Optional<Remedy> freeing(int[] cells) {
        var freed = Freed.everythingOn(host, cells);
        if (!fits(freed)) {
            return Optional.empty();
        }
        keepDevices(freed);
        for (int cell : cells) {
            keepMemory(freed, cell);
            keepCpus(freed, cell);
        }
        return Optional.of(freed.remedy());
    }

    private boolean fits(Freed freed) {
        return Remedies.fits(freed.applied(), request);
    }

    private void keepDevices(Freed freed) {
        var all = new TreeSet<PciAddress>(freed.devices);
        freed.devices.clear();
        if (fits(freed)) {
            return;
        }
        freed.devices.addAll(all);
        for (var device : all.descendingSet()) {
            freed.devices.remove(device);
            if (!fits(freed)) {
                freed.devices.add(device);
            }
        }
    }

    private void keepMemory(Freed freed, int cell) {
        freed.smallMib[cell] = least(freed.smallMib[cell], mib -> {
            freed.smallMib[cell] = mib;
            return fits(freed);
        });
        for (int pool = 0; pool < freed.pages[cell].length; pool++) {
            int index = pool;
            freed.pages[cell][pool] = least(freed.pages[cell][pool], count -> {
                freed.pages[cell][index] = count;
                return fits(freed);
            });
        }
    }

    private void keepCpus(Freed freed, int cell) {
        freed.floating[cell] = (int) least(freed.floating[cell], count -> {
            freed.floating[cell] = (int) count;
            return fits(freed);
        });
        int[] pinned = freed.pcpus.get(cell).toArray();
        for (int i = pinned.length - 1; i >= 0; i--) {
            var all = freed.pcpus.get(cell);
            freed.pcpus.set(cell, all.minus(CpuSet.of(pinned[i])));
            if (!fits(freed)) {
                freed.pcpus.set(cell, all);
            }
        }
    }

    /** The least amount that is enough, by halving; {@code most} is. */
    private static long least(long most, LongPredicate isEnough) {
        long low = 0;
        long high = most;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isEnough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        boolean isSet = isEnough.test(high);
        if (!isSet) {
            throw new IllegalStateException(
                    "freeing more made a request not fit: " + Arrays.toString(new long[]{most}));
        }
        return high;
    }
}
