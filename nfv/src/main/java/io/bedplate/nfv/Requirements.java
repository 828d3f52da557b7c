package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.bedplate.sriov.DeviceWishes;

/**
 * What a guest wants of its host cells taken together: a cell near each physical network and the tunnel endpoint, and its
 * devices within reach. More cells never make it worse.
 */
final class Requirements {
    // Far below the least share there can be, far above what summing shares loses.
    private static final double ROUNDING = 1e-6;

    /** Per network the cells near it. */
    final List<boolean[]> networks = new ArrayList<>();
    final Optional<DeviceWishes> devices;

    Requirements(HostState host, NfvRequest request) {
        var layout = host.layout;
        for (var name : request.physicalNetworks()) {
            var near = layout.networks.get(name);
            if (near != null) {
                networks.add(marked(near, layout.cells()));
            }
        }
        if (request.tunneled()) {
            layout.tunnel.ifPresent(near -> networks.add(marked(near, layout.cells())));
        }
        devices = request.pci().isEmpty()
                ? Optional.empty()
                : Optional.of(DeviceWishes.of(request.pci(), host.devices));
    }

    private static boolean[] marked(int[] cells, int count) {
        boolean[] marks = new boolean[count];
        for (int cell : cells) {
            marks[cell] = true;
        }
        return marks;
    }

    boolean areNone() {
        return networks.isEmpty() && devices.isEmpty();
    }

    /** The device wishes that could be served far from the guest; treating them as near ones is the first try. */
    long looseWishes() {
        return devices.isEmpty() ? 0 : devices.get().loose();
    }

    boolean areMet(boolean[] near, long strict) {
        return areNetworksMet(near) && (devices.isEmpty() || devices.get().fit(near, strict));
    }

    boolean areNetworksMet(boolean[] near) {
        for (int i = 0; i < networks.size(); i++) {
            if (!meet(networks.get(i), near)) {
                return false;
            }
        }
        return true;
    }

    static boolean meet(boolean[] some, boolean[] others) {
        for (int i = 0; i < some.length; i++) {
            if (some[i] && others[i]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@code more} cells out of {@code maybe} could bring what {@code near} lacks. May say yes too often, never no.
     */
    boolean mayBeMet(boolean[] near, boolean[] maybe, int more, long strict) {
        double[] shares = new double[near.length];
        int lacking = addShares(near, maybe, more, shares);
        if (lacking < 0) {
            return false;
        }
        if (devices.isPresent()) {
            if (!devices.get().mayFit(near, maybe, more, strict)) {
                return false;
            }
            lacking += devices.get().addShares(near, strict, shares);
        }
        return largest(shares, maybe, more) >= lacking - ROUNDING;
    }

    /** The same as for devices: each cell's part of the networks not near yet; 1 for all of them, -1 if hopeless. */
    private int addShares(boolean[] near, boolean[] maybe, int more, double[] shares) {
        int open = 0;
        double[] covers = new double[near.length];
        for (var network : networks) {
            if (!meet(network, near)) {
                open++;
                if (!meet(network, maybe)) {
                    return -1;
                }
                for (int cell = 0; cell < covers.length; cell++) {
                    covers[cell] += network[cell] ? 1 : 0;
                }
            }
        }
        if (open == 0) {
            return 0;
        }
        for (int cell = 0; cell < covers.length; cell++) {
            shares[cell] += covers[cell] / open;
        }
        return largest(covers, maybe, more) < open ? -1 : 1;
    }

    private static double largest(double[] amounts, boolean[] maybe, int more) {
        double[] left = new double[amounts.length];
        for (int cell = 0; cell < left.length; cell++) {
            left[cell] = maybe[cell] ? amounts[cell] : 0;
        }
        Arrays.sort(left);
        double sum = 0;
        for (int i = Math.max(0, left.length - more); i < left.length; i++) {
            sum += left[i];
        }
        return sum;
    }

    /** Whether two cells bring the same. */
    boolean areAlike(int cell, int other) {
        for (var network : networks) {
            if (network[cell] != network[other]) {
                return false;
            }
        }
        return devices.isEmpty() || devices.get().areAlike(cell, other);
    }
}
