package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

import io.bedplate.host.PciDevice;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** Tries everything: every layout of cells, every set of CPUs, every handing out of devices. For tiny hosts only. */
final class BruteForce {
    private final OracleHost host;
    private final NfvRequest request;
    private final OracleRules rules;
    private final Map<Set<Integer>, Boolean> devicesFit = new HashMap<>();
    private final Map<Integer, Boolean> cpusFit = new HashMap<>();

    BruteForce(OracleHost host, NfvRequest request) {
        this.host = host;
        this.request = request;
        this.rules = new OracleRules(host, request);
    }

    OracleHost host() {
        return host;
    }

    boolean isFeasible() {
        return request.cells().isEmpty() ? isFeasibleFloating() : isFeasibleWith(_ -> true, false);
    }

    /** Whether there is a layout with one of these page sizes in every cell, and with every device near if so wished. */
    boolean isFeasibleWith(LongPredicate pageKib, boolean allDevicesNear) {
        return layOut(0, new ArrayList<>(), pageKib, allDevicesNear);
    }

    private boolean layOut(int guest, List<Integer> chosen, LongPredicate pageKib, boolean allNear) {
        if (guest == request.cells().size()) {
            var cells = new HashSet<>(chosen);
            return rules.networksAreNear(cells) && devicesFit(cells, allNear);
        }
        for (int cell : host.cells.keySet()) {
            if (!chosen.contains(cell) && fits(guest, cell, pageKib)) {
                chosen.add(cell);
                if (layOut(guest + 1, chosen, pageKib, allNear)) {
                    return true;
                }
                chosen.removeLast();
            }
        }
        return false;
    }

    private boolean fits(int guest, int cell, LongPredicate pageKib) {
        var wish = request.cells().get(guest);
        if (wish.hostCell().isPresent() && wish.hostCell().getAsInt() != cell) {
            return false;
        }
        boolean memory = rules.sizes().stream()
                .anyMatch(size -> pageKib.test(size) && rules.mayHaveMemory(cell, wish.memoryKib(), size));
        return memory && cpusFit.computeIfAbsent(guest * 100 + cell, _ -> cpusFit(guest, cell, wish));
    }

    private boolean cpusFit(int guest, int cell, GuestCell wish) {
        long free = host.freeDedicated(cell);
        int wanted = wish.dedicated().size();
        // Every subset of the free CPUs, from all of them down to none.
        for (long pins = free;; pins = (pins - 1) & free) {
            if (Long.bitCount(pins) == wanted && rules.mayPin(cell, pins) && othersFit(guest, cell, wish, pins)) {
                return true;
            }
            if (pins == 0) {
                return false;
            }
        }
    }

    private boolean othersFit(int guest, int cell, GuestCell wish, long pins) {
        long may = rules.forHelpers(cell, pins);
        for (long helpers = may;; helpers = (helpers - 1) & may) {
            if (Long.bitCount(helpers) == rules.helpers(guest) && rules.mayFloat(cell, wish, pins, helpers)) {
                return true;
            }
            if (helpers == 0) {
                return false;
            }
        }
    }

    /** The most helpers of a guest cell that can be kept apart from its vCPUs on a host cell. */
    int mostApart(int guest, int cell) {
        var wish = request.cells().get(guest);
        long free = host.freeDedicated(cell);
        int most = 0;
        for (long pins = free;; pins = (pins - 1) & free) {
            if (Long.bitCount(pins) == wish.dedicated().size() && rules.mayPin(cell, pins)
                    && othersFit(guest, cell, wish, pins)) {
                most = Math.max(most, Math.min(rules.helpers(guest), Long.bitCount(rules.apart(cell, pins))));
            }
            if (pins == 0) {
                return most;
            }
        }
    }

    private boolean devicesFit(Set<Integer> cells, boolean allNear) {
        if (request.pci().isEmpty()) {
            return true;
        }
        if (allNear) {
            return handOut(units(), new ArrayList<>(), cells, true);
        }
        return devicesFit.computeIfAbsent(cells, _ -> handOut(units(), new ArrayList<>(), cells, false));
    }

    private List<PciRequest> units() {
        var units = new ArrayList<PciRequest>();
        for (var wish : request.pci()) {
            for (int i = 0; i < wish.count(); i++) {
                units.add(wish);
            }
        }
        return units;
    }

    private boolean handOut(List<PciRequest> units, List<PciDevice> given, Set<Integer> cells, boolean allNear) {
        if (given.size() == units.size()) {
            return true;
        }
        var wish = units.get(given.size());
        // Alike units one after another are handed out in the order of addresses: nothing is lost, much is not seen twice.
        var after = !given.isEmpty() && units.get(given.size() - 1).equals(wish) ? given.getLast().address() : null;
        for (var device : host.availableDevices()) {
            boolean may = rules.matches(wish, device)
                    && rules.isNearEnough(allNear ? PciNumaPolicy.REQUIRED : wish.numaPolicy(), device, cells)
                    && given.stream().noneMatch(other -> OracleRules.exclude(device, other))
                    && (after == null || device.address().compareTo(after) > 0);
            if (may) {
                given.add(device);
                if (handOut(units, given, cells, allNear)) {
                    return true;
                }
                given.removeLast();
            }
        }
        return false;
    }

    private boolean isFeasibleFloating() {
        int shared = 0;
        int used = 0;
        long small = 0;
        long smallUsed = 0;
        for (int cell : host.cells.keySet()) {
            shared += Long.bitCount(host.sharedOf(cell));
            used += host.sharedUsed(cell);
            small += host.smallKib(cell);
            smallUsed += host.smallUsedKib(cell);
        }
        return request.vcpus() <= shared && used + request.vcpus() <= shared * request.cpuAllocationRatio()
                && request.memoryKib() <= small
                && smallUsed + request.memoryKib() <= small * request.ramAllocationRatio()
                && devicesFit(host.cells.keySet(), false);
    }
}
