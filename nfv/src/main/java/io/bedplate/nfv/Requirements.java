package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.sriov.DeviceWishes;

/**
 * What a guest wants of its host cells taken together: a cell near each physical network and the tunnel endpoint, and its
 * devices within reach. More cells never make it worse.
 */
final class Requirements {
    /** Per network the cells near it. */
    final List<boolean[]> networks = new ArrayList<>();
    final Optional<DeviceWishes> devices;
    private final HostLayout layout;

    Requirements(HostState host, NfvRequest request) {
        layout = host.layout;
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

    /** Package id per cell, -1 where unknown. */
    int[] sockets() {
        return layout.devices.sockets();
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
}
