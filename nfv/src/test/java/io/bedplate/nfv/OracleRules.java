package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** The contract's rules as predicates on one concrete choice. Knows nothing of how to find one. */
final class OracleRules {
    private static final long BASE_KIB = 4;

    private final OracleHost host;
    private final NfvRequest request;

    OracleRules(OracleHost host, NfvRequest request) {
        this.host = host;
        this.request = request;
    }

    /** pCPUs that the guest wants in the host cell of a guest cell beside those of the vCPUs. */
    int helpers(int guest) {
        boolean emulator = request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE;
        int ioThreads = request.ioThreads().isolated() ? request.ioThreads().count() : 0;
        return guest == 0 ? ioThreads + (emulator ? 1 : 0) : 0;
    }

    /** Idle siblings that isolate takes along. */
    long blocked(int cell, long pins) {
        long blocked = 0;
        for (long core : host.coresOf(cell)) {
            blocked |= (core & pins) != 0 ? core & ~pins : 0;
        }
        return switch (request.threadPolicy()) {
            case ISOLATE -> blocked;
            case PREFER, REQUIRE -> 0;
        };
    }

    /** Whether the dedicated vCPUs of a guest cell may have just these pCPUs of a host cell. */
    boolean mayPin(int cell, long pins) {
        long free = host.freeDedicated(cell);
        if ((pins & ~free) != 0) {
            return false;
        }
        int odd = 0;
        for (long core : host.coresOf(cell)) {
            int mine = Long.bitCount(core & pins);
            switch (request.threadPolicy()) {
                case PREFER -> {
                }
                case ISOLATE -> {
                    if (mine > 1 || (mine == 1 && (core & ~free) != 0)) {
                        return false;
                    }
                }
                case REQUIRE -> {
                    odd += mine == 1 ? 1 : 0;
                    if (mine > 0 && Long.bitCount(core & free) < 2) {
                        return false;
                    }
                }
            }
        }
        return odd <= 1;
    }

    /** Where helpers may run beside these pins. */
    long forHelpers(int cell, long pins) {
        return host.freeDedicated(cell) & ~pins & ~blocked(cell, pins);
    }

    /** Threads of those that no vCPU of the guest disturbs: no other thread of the core is among the pins. */
    long apart(int cell, long pins) {
        long apart = forHelpers(cell, pins);
        for (long core : host.coresOf(cell)) {
            apart &= (core & pins) != 0 ? ~core : -1L;
        }
        return apart;
    }

    /** Whether the floating vCPUs have room beside these pins, those of the cell and those already there. */
    boolean mayFloat(int cell, GuestCell guest, long pins, long helpers) {
        int floating = guest.floating().size();
        long taken = pins | blocked(cell, pins) | helpers;
        long left = host.sharedOf(cell) & (host.open ? ~taken : -1L);
        boolean disturbs = host.open && taken != 0 && host.sharedUsed(cell) > 0;
        if (floating == 0 && !disturbs) {
            return true;
        }
        return floating <= Long.bitCount(left)
                && host.sharedUsed(cell) + floating <= Long.bitCount(left) * request.cpuAllocationRatio();
    }

    /** Page sizes to try, best first; 0 = ordinary memory. */
    List<Long> sizes() {
        var huge = host.hugeSizes().stream().sorted((a, b) -> Long.compare(b, a)).toList();
        return switch (request.pageSize()) {
            case PageSizeWish.Unset _ -> List.of(0L);
            case PageSizeWish.Small _ -> List.of(BASE_KIB);
            case PageSizeWish.Large _ -> huge;
            case PageSizeWish.Any _ -> {
                var all = new ArrayList<>(huge);
                all.add(BASE_KIB);
                yield all;
            }
            case PageSizeWish.Exact exact -> List.of(exact.size().kib());
        };
    }

    boolean mayHaveMemory(int cell, long kib, long pageKib) {
        long small = host.smallKib(cell);
        if (pageKib == 0 && request.cpuPolicy() == CpuPolicy.SHARED) {
            return kib <= small && host.smallUsedKib(cell) + kib <= small * request.ramAllocationRatio();
        }
        if (pageKib == 0 || pageKib == BASE_KIB) {
            return kib + host.smallUsedKib(cell) <= small && (pageKib == 0 || kib % pageKib == 0);
        }
        return kib % pageKib == 0 && kib / pageKib <= host.pagesLeft(cell, new PageSize(pageKib));
    }

    boolean networksAreNear(Set<Integer> cells) {
        for (var name : request.physicalNetworks()) {
            var near = host.config.physicalNetworks().get(name);
            if (near != null && !near.ids().isEmpty() && near.ids().stream().noneMatch(cells::contains)) {
                return false;
            }
        }
        var tunnel = host.config.tunnelCells().ids();
        return !request.tunneled() || tunnel.isEmpty() || tunnel.stream().anyMatch(cells::contains);
    }

    boolean matches(PciRequest wish, PciDevice device) {
        if (!matchesIds(wish, device)) {
            return false;
        }
        if (wish.type().isPresent()) {
            return wish.type().get() == device.type();
        }
        boolean anyVf = host.topology.pci().stream()
                .anyMatch(other -> other.type() == PciDeviceType.VF && matchesIds(wish, other));
        return !anyVf || device.type() == PciDeviceType.VF;
    }

    private static boolean matchesIds(PciRequest wish, PciDevice device) {
        return wish.vendorId().map(device.vendorId()::equals).orElse(true)
                && wish.productId().map(device.productId()::equals).orElse(true);
    }

    boolean isNearEnough(PciNumaPolicy policy, PciDevice device, Set<Integer> cells) {
        if (device.cell().isEmpty() || !host.cells.containsKey(device.cell().getAsInt())) {
            return policy == PciNumaPolicy.LEGACY || policy == PciNumaPolicy.PREFERRED;
        }
        int cell = device.cell().getAsInt();
        if (cells.contains(cell)) {
            return policy != PciNumaPolicy.SOCKET || host.isSameSocket(cell, cell);
        }
        return switch (policy) {
            case PREFERRED -> true;
            case LEGACY, REQUIRED -> false;
            case SOCKET -> cells.stream().anyMatch(mine -> host.isSameSocket(mine, cell));
        };
    }

    static boolean exclude(PciDevice a, PciDevice b) {
        return a.address().equals(b.address()) || a.parent().filter(b.address()::equals).isPresent()
                || b.parent().filter(a.address()::equals).isPresent();
    }
}
