package io.bedplate.sriov;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/**
 * The PCI functions of a host and which of them are given away. Immutable. A PF and its VFs exclude each other: a PF is
 * free while none of its VFs is lent, a VF while its PF is not.
 */
public final class DevicePools {
    private final DeviceInventory inventory;
    private final long[] taken;
    /** Per PF pool: VFs of it that are given away. */
    private final int[] lent;
    private final int[] free;
    private final int[] freeOnCell;
    private final NavigableSet<PciAddress> unlisted;

    private DevicePools(DeviceInventory inventory, long[] taken, int[] lent, NavigableSet<PciAddress> unlisted) {
        this.inventory = inventory;
        this.taken = taken;
        this.lent = lent;
        this.unlisted = unlisted;
        this.free = new int[inventory.pools()];
        this.freeOnCell = new int[inventory.cells()];
        for (int pool = 0; pool < free.length; pool++) {
            free[pool] = countFree(pool);
            if (inventory.poolCell[pool] >= 0) {
                freeOnCell[inventory.poolCell[pool]] += free[pool];
            }
        }
    }

    /**
     * The pools of a host.
     *
     * @param used addresses given away; those the host does not list are kept and may exclude their PF or VFs
     */
    public static DevicePools of(DeviceInventory inventory, Collection<PciDevice> devices,
            Collection<PciAddress> used) {
        var none = new DevicePools(inventory, new long[(inventory.addresses.length + 63) / 64],
                new int[inventory.pools()], new TreeSet<>());
        var unlisted = new TreeSet<PciAddress>();
        used.stream().filter(address -> inventory.slotOf(address) < 0).forEach(unlisted::add);
        long[] taken = none.taken.clone();
        int[] lent = none.lent.clone();
        for (var address : used) {
            none.mark(inventory.slotOf(address), taken, lent, 1);
        }
        if (!unlisted.isEmpty()) {
            excludeRelatives(inventory, devices, unlisted, lent);
        }
        return new DevicePools(inventory, taken, lent, unlisted);
    }

    private static void excludeRelatives(DeviceInventory inventory, Collection<PciDevice> devices,
            Set<PciAddress> unlisted, int[] lent) {
        for (var device : devices) {
            if (device.type() == PciDeviceType.PF && device.vfs().stream().anyMatch(unlisted::contains)) {
                lent[inventory.poolOf(inventory.slotOf(device.address()))]++;
            }
        }
    }

    private void mark(int slot, long[] marks, int[] lentVfs, int sign) {
        if (slot < 0) {
            return;
        }
        if (sign > 0) {
            marks[slot >> 6] |= 1L << slot;
        } else {
            marks[slot >> 6] &= ~(1L << slot);
        }
        int pf = inventory.poolPf[inventory.poolOf(slot)];
        if (pf >= 0) {
            lentVfs[pf] += sign;
        }
    }

    private int countFree(int pool) {
        int pf = inventory.poolPf[pool];
        boolean excluded = pf >= 0 ? isTaken(inventory.poolStart[pf]) : lent[pool] > 0 || ownerTaken(pool);
        if (excluded) {
            return 0;
        }
        int count = 0;
        for (int slot = inventory.poolStart[pool]; slot < inventory.poolStart[pool + 1]; slot++) {
            count += isTaken(slot) ? 0 : 1;
        }
        return count;
    }

    private boolean ownerTaken(int pool) {
        long owner = inventory.poolOwner[pool];
        return !unlisted.isEmpty() && owner >= 0 && unlisted.contains(PciAddress.ofPacked(owner));
    }

    boolean isTaken(int slot) {
        return (taken[slot >> 6] & 1L << slot) != 0;
    }

    public DevicePools with(Collection<PciAddress> given) {
        return changed(given, 1);
    }

    public DevicePools without(Collection<PciAddress> given) {
        return changed(given, -1);
    }

    private DevicePools changed(Collection<PciAddress> given, int sign) {
        if (given.isEmpty()) {
            return this;
        }
        long[] marks = taken.clone();
        int[] lentVfs = lent.clone();
        var others = new TreeSet<>(unlisted);
        for (var address : given) {
            int slot = inventory.slotOf(address);
            mark(slot, marks, lentVfs, sign);
            boolean _ = slot >= 0 || (sign > 0 ? others.add(address) : others.remove(address));
        }
        return new DevicePools(inventory, marks, lentVfs, others);
    }

    /** Whether somebody holds the function. */
    public boolean isTaken(PciAddress address) {
        int slot = inventory.slotOf(address);
        return slot < 0 ? unlisted.contains(address) : isTaken(slot);
    }

    DeviceInventory inventory() {
        return inventory;
    }

    /** Functions of a pool that a guest may have. */
    int free(int pool) {
        return free[pool];
    }

    /** Whether some VF of the PF that owns a pool of VFs is given away. */
    boolean isBroken(int pool) {
        int pf = inventory.poolPf[pool];
        return pf >= 0 && lent[pf] > 0;
    }

    /** Functions on a cell, by its index, that a guest may have. */
    public int freeOnCell(int cell) {
        return freeOnCell[cell];
    }

    /** Everything given away. */
    public NavigableSet<PciAddress> given() {
        var all = new TreeSet<>(unlisted);
        for (int slot = 0; slot < inventory.addresses.length; slot++) {
            if (isTaken(slot)) {
                all.add(PciAddress.ofPacked(inventory.addresses[slot]));
            }
        }
        return all;
    }
}
