package io.bedplate.fake;

import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.files.HostTree.Entry;

/** The PCI functions of a topology in {@code /sys} (Documentation/ABI/testing/sysfs-bus-pci). Pure. */
final class PciTree {
    private static final String ETHERNET = "0x020000";

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private PciTree() {}

    static SortedMap<String, Entry> of(HostTopology host) {
        var tree = new PciTree();
        host.pci().forEach(tree::function);
        return tree.entries;
    }

    private void function(PciDevice device) {
        String folder = "sys/bus/pci/devices/%s/".formatted(device.address());
        put(folder + "vendor", "0x" + device.vendorId());
        put(folder + "device", "0x" + device.productId());
        put(folder + "class", ETHERNET);
        put(folder + "numa_node", Integer.toString(device.cell().orElse(-1)));
        device.driver().ifPresent(driver -> link(folder + "driver", "../../../bus/pci/drivers/" + driver));
        device.iommuGroup().ifPresent(group -> link(folder + "iommu_group", "../../../kernel/iommu_groups/" + group));
        device.parent().ifPresent(pf -> link(folder + "physfn", "../" + pf));
        virtualFunctions(device, folder);
        device.netDevice().ifPresent(net -> netDevice(folder, net));
    }

    private void virtualFunctions(PciDevice device, String folder) {
        if (device.totalVfs() > 0) {
            put(folder + "sriov_totalvfs", Integer.toString(device.totalVfs()));
            put(folder + "sriov_numvfs", Integer.toString(device.vfs().size()));
        }
        for (int vf = 0; vf < device.vfs().size(); vf++) {
            link(folder + "virtfn" + vf, "../" + device.vfs().get(vf));
        }
    }

    private void netDevice(String folder, NetDevice net) {
        entries.put(folder + "net/" + net.name(), new Entry.Folder());
        put("sys/class/net/%s/operstate".formatted(net.name()), net.linkUp() ? "up" : "down");
        net.switchId().ifPresent(id -> put("sys/class/net/%s/phys_switch_id".formatted(net.name()), id));
    }

    private void put(String path, String text) {
        entries.put(path, new Entry.Text(text));
    }

    private void link(String path, String target) {
        entries.put(path, new Entry.Link(target));
    }
}
