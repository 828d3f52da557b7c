package io.bedplate.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.Image;

/**
 * Disks to be made for an instance. They go when it goes.
 *
 * @param orders in the order in which the guest counts them
 * @param bus    of all that the guest can write to
 * @param tuning of the same
 */
public record StorageRequest(List<DiskOrder> orders, Disk.Bus bus, DiskTuning tuning) {
    /** The disk that rebuilding replaces and resizing enlarges. */
    public static final DeviceId ROOT = new DeviceId("root");
    /** Nothing is made. */
    public static final StorageRequest NONE = new StorageRequest(List.of(), Disk.Bus.VIRTIO, DiskTuning.DEFAULT);

    private static final int MIB_PER_GIB = 1024;

    public StorageRequest {
        orders = List.copyOf(orders);
    }

    /**
     * A root disk from an image, and what the flavor says.
     *
     * @param configDrive its files, as {@link GuestMetadata#files}; empty = none
     */
    public static StorageRequest of(Image image, DiskSizes sizes, Map<String, byte[]> configDrive,
            GuestWishes wishes) {
        var orders = new ArrayList<DiskOrder>();
        orders.add(new DiskOrder.FromImage(ROOT, image, sizes.rootGib() * MIB_PER_GIB, Disk.Format.QCOW2));
        if (sizes.ephemeralGib() > 0) {
            orders.add(new DiskOrder.Ephemeral(new DeviceId("ephemeral"), sizes.ephemeralGib() * MIB_PER_GIB));
        }
        if (sizes.swapMib() > 0) {
            orders.add(new DiskOrder.Swap(new DeviceId("swap"), sizes.swapMib()));
        }
        if (!configDrive.isEmpty()) {
            orders.add(new DiskOrder.ConfigDrive(new DeviceId("config"), configDrive));
        }
        var usual = DiskTuning.DEFAULT;
        return new StorageRequest(orders, wishes.diskBus(), new DiskTuning(usual.cache(), usual.io(), usual.discard(),
                usual.ioThread(), wishes.diskLimits()));
    }

    /** A disk as the guest is to have it. */
    Disk dressed(Disk made) {
        return made.readOnly() ? made : made.on(bus, tuning);
    }
}
