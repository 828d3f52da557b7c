package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.bedplate.host.NumaCell;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/**
 * The PCI functions of a host in pools of those that are alike to a planner: the VFs of one PF with the same ids and cell,
 * each PF by itself, other functions by ids and cell. Cells are named by their index in the host's list.
 */
public final class DeviceInventory {
    static final int NOWHERE = -1;

    /** Slot to address, pool after pool, ascending within a pool. */
    final long[] addresses;
    /** Pool {@code p} owns the slots {@code poolStart[p]} to {@code poolStart[p + 1] - 1}. */
    final int[] poolStart;
    final int[] poolCell;
    final int[] poolKind;
    /** For a pool of VFs the pool of their PF, else -1. */
    final int[] poolPf;
    /** For a pool of VFs the address of their PF, listed or not, else -1. */
    final long[] poolOwner;
    final List<Kind> kinds;
    /** Package id per cell, -1 where unknown. */
    final int[] sockets;

    /** Functions that no request tells apart but by where they are. */
    record Kind(String vendorId, String productId, PciDeviceType type) {}

    private record PoolKey(Kind kind, int cell, Optional<PciAddress> owner) {}

    private DeviceInventory(Map<PoolKey, List<PciAddress>> pools, int[] sockets) {
        int count = pools.size();
        this.sockets = sockets;
        this.poolStart = new int[count + 1];
        this.poolCell = new int[count];
        this.poolKind = new int[count];
        this.poolPf = new int[count];
        this.poolOwner = new long[count];
        this.addresses = pools.values().stream().flatMap(List::stream).mapToLong(PciAddress::packed).toArray();
        var seen = new ArrayList<Kind>();
        int pool = 0;
        for (var entry : pools.entrySet()) {
            var kind = entry.getKey().kind();
            if (!seen.contains(kind)) {
                seen.add(kind);
            }
            poolKind[pool] = seen.indexOf(kind);
            poolCell[pool] = entry.getKey().cell();
            poolStart[pool + 1] = poolStart[pool] + entry.getValue().size();
            pool++;
        }
        kinds = List.copyOf(seen);
        linkPfs(List.copyOf(pools.keySet()));
    }

    private void linkPfs(List<PoolKey> keys) {
        var pfs = new HashMap<PciAddress, Integer>();
        for (int pool = 0; pool < keys.size(); pool++) {
            if (keys.get(pool).kind().type() == PciDeviceType.PF) {
                pfs.put(keys.get(pool).owner().orElseThrow(), pool);
            }
        }
        for (int pool = 0; pool < keys.size(); pool++) {
            var key = keys.get(pool);
            boolean isVf = key.kind().type() == PciDeviceType.VF;
            poolPf[pool] = isVf ? key.owner().map(pf -> pfs.getOrDefault(pf, -1)).orElse(-1) : -1;
            poolOwner[pool] = isVf ? key.owner().map(PciAddress::packed).orElse(-1L) : -1;
        }
    }

    /** Pools in the order of their lowest address. */
    public static DeviceInventory of(List<PciDevice> devices, List<NumaCell> cells) {
        var cellIndex = new HashMap<Integer, Integer>();
        for (var cell : cells) {
            cellIndex.put(cell.id(), cellIndex.size());
        }
        var parents = new HashMap<PciAddress, PciAddress>();
        for (var device : devices) {
            device.vfs().forEach(vf -> parents.put(vf, device.address()));
        }
        var found = new HashMap<PoolKey, List<PciAddress>>();
        for (var device : devices.stream().sorted(Comparator.comparing(PciDevice::address)).toList()) {
            var parent = device.parent().or(() -> Optional.ofNullable(parents.get(device.address())));
            found.computeIfAbsent(keyOf(device, parent, cellIndex), _ -> new ArrayList<>()).add(device.address());
        }
        var pools = new TreeMap<PoolKey, List<PciAddress>>(Comparator.comparing(key -> lowest(found, key)));
        pools.putAll(found);
        int[] sockets = cells.stream().map(NumaCell::socket).mapToInt(socket -> socket.orElse(-1)).toArray();
        return new DeviceInventory(pools, sockets);
    }

    private static PciAddress lowest(Map<PoolKey, List<PciAddress>> pools, PoolKey key) {
        return pools.getOrDefault(key, List.of()).getFirst();
    }

    private static PoolKey keyOf(PciDevice device, Optional<PciAddress> parent, Map<Integer, Integer> cellIndex) {
        var kind = new Kind(device.vendorId(), device.productId(), device.type());
        int cell = device.cell().isPresent() ? cellIndex.getOrDefault(device.cell().getAsInt(), NOWHERE) : NOWHERE;
        var owner = switch (device.type()) {
            case PCI -> Optional.<PciAddress>empty();
            case PF -> Optional.of(device.address());
            case VF -> parent;
        };
        return new PoolKey(kind, cell, owner);
    }

    /** Package id per cell, -1 where unknown; a copy. */
    public int[] sockets() {
        return sockets.clone();
    }

    int pools() {
        return poolCell.length;
    }

    int cells() {
        return sockets.length;
    }

    PciDeviceType typeOf(int pool) {
        return kinds.get(poolKind[pool]).type();
    }

    /** The pool of a slot. */
    int poolOf(int slot) {
        int pool = 0;
        while (poolStart[pool + 1] <= slot) {
            pool++;
        }
        return pool;
    }

    /** The slot of an address, or -1. */
    int slotOf(PciAddress address) {
        long packed = address.packed();
        for (int pool = 0; pool < pools(); pool++) {
            int slot = Arrays.binarySearch(addresses, poolStart[pool], poolStart[pool + 1], packed);
            if (slot >= 0) {
                return slot;
            }
        }
        return -1;
    }

    /** The cell index a function hangs on. */
    OptionalInt cellOf(int pool) {
        return poolCell[pool] == NOWHERE ? OptionalInt.empty() : OptionalInt.of(poolCell[pool]);
    }
}
