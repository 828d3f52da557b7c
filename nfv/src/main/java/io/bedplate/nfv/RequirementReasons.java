package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.bedplate.sriov.DeviceWishes;
import io.bedplate.sriov.PciRequest;

/** Names the networks and devices that keep a guest from cells which would take it otherwise. */
final class RequirementReasons {
    private final HostState host;
    private final NfvRequest request;
    private final Requirements requirements;

    RequirementReasons(HostState host, NfvRequest request, Requirements requirements) {
        this.host = host;
        this.request = request;
        this.requirements = requirements;
    }

    /** For a guest whose cells fit as {@code fits} says. */
    List<Reason> of(CellFits fits) {
        return of(fits.usable, fits.guests());
    }

    /** For a guest that lies on all these cells. */
    List<Reason> of(boolean[] everywhere) {
        return of(everywhere, everywhere.length);
    }

    private List<Reason> of(boolean[] usable, int guests) {
        var reasons = new ArrayList<Reason>();
        for (var name : request.physicalNetworks()) {
            var near = host.layout.networks.get(name);
            if (near != null) {
                addNetwork("physical network " + name, near, usable, reasons);
            }
        }
        if (request.tunneled()) {
            host.layout.tunnel.ifPresent(near -> addNetwork("the tunnel endpoint", near, usable, reasons));
        }
        requirements.devices.ifPresent(devices -> addDevices(devices, usable, guests, reasons));
        if (reasons.isEmpty()) {
            reasons.add(new Reason.NoCommonChoice(demands()));
        }
        return reasons;
    }

    private void addNetwork(String name, int[] near, boolean[] usable, List<Reason> reasons) {
        if (Arrays.stream(near).noneMatch(cell -> usable[cell])) {
            reasons.add(new Reason.NetworkTooFar(name, Arrays.stream(near).map(i -> host.layout.ids[i]).boxed()
                    .toList()));
        }
    }

    private void addDevices(DeviceWishes devices, boolean[] usable, int guests, List<Reason> reasons) {
        for (int wish = 0; wish < devices.size(); wish++) {
            int wanted = devices.count(wish);
            int free = devices.freeAnywhere(wish);
            int reach = devices.mostWithin(wish, usable, guests);
            if (free < wanted) {
                reasons.add(new Reason.TooFewDevices(name(devices.wish(wish)), wanted, free));
            } else if (reach < wanted) {
                reasons.add(new Reason.DevicesTooFar(name(devices.wish(wish)), devices.wish(wish).numaPolicy(),
                        wanted, reach));
            }
        }
    }

    private List<String> demands() {
        var demands = new ArrayList<String>();
        if (!request.cells().isEmpty()) {
            demands.add("%d guest cells".formatted(request.cells().size()));
        }
        request.physicalNetworks().stream().filter(host.layout.networks::containsKey)
                .forEach(name -> demands.add("physical network " + name));
        if (request.tunneled() && host.layout.tunnel.isPresent()) {
            demands.add("the tunnel endpoint");
        }
        request.pci().forEach(wish -> demands.add("%d PCI functions %s".formatted(wish.count(), name(wish))));
        return demands;
    }

    static String name(PciRequest wish) {
        String ids = "%s:%s".formatted(wish.vendorId().orElse("*"), wish.productId().orElse("*"));
        return wish.type().map(type -> "%s (%s)".formatted(ids, type)).orElse(ids);
    }
}
