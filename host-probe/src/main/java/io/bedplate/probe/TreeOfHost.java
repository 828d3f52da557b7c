package io.bedplate.probe;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;

/** The files that a machine would show, for simulated hosts: {@link HostProbe} reads the same host back from them. */
public final class TreeOfHost {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String NODE = "sys/devices/system/node/";
    private static final String PCI = "sys/bus/pci/devices/";
    private static final String ETHERNET = "0x020000";

    private final HostTopology host;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private TreeOfHost(HostTopology host) {
        this.host = host;
    }

    public static HostTree of(HostTopology host) {
        var tree = new TreeOfHost(host);
        tree.text("proc/sys/kernel/hostname", host.name());
        tree.text("proc/sys/kernel/arch", host.arch());
        tree.text(CPU + "online", host.onlineCpus().toString());
        host.cores().forEach(tree::core);
        host.cells().forEach(tree::cell);
        tree.text(NODE + "online",
                CpuSet.of(host.cells().stream().mapToInt(NumaCell::id).toArray()).toString());
        tree.distances();
        host.caches().forEach(tree::cache);
        host.pci().forEach(tree::device);
        return new HostTree(tree.entries);
    }

    private void text(String path, Object value) {
        entries.put(path, new Entry.Text(value.toString()));
    }

    private void link(String path, String target) {
        entries.put(path, new Entry.Link(target));
    }

    private void core(CpuSet core) {
        core.forEach(cpu -> text(CPU + "cpu" + cpu + "/topology/thread_siblings_list", core));
    }

    private void cell(NumaCell cell) {
        String folder = NODE + "node" + cell.id() + "/";
        text(folder + "cpulist", cell.cpus());
        text(folder + "meminfo", "Node %d MemTotal:       %d kB".formatted(cell.id(), cell.memoryKib()));
        cell.pools().forEach(pool -> {
            String pages = folder + "hugepages/hugepages-" + pool.size().kib() + "kB/";
            text(pages + "nr_hugepages", pool.total());
            text(pages + "free_hugepages", pool.free());
        });
        cell.socket().ifPresent(
                socket -> cell.cpus()
                        .forEach(cpu -> text(CPU + "cpu" + cpu + "/topology/physical_package_id", socket)));
    }

    private void distances() {
        for (int i = 0; i < host.distances().size(); i++) {
            text(NODE + "node" + host.cells().get(i).id() + "/distance",
                    host.distances().get(i).stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    private void cache(Cache cache) {
        cache.cpus().forEach(cpu -> {
            String folder = CPU + "cpu" + cpu + "/cache/index" + cache.level() + "/";
            text(folder + "level", cache.level());
            text(folder + "type", "Unified");
            text(folder + "shared_cpu_list", cache.cpus());
            if (cache.id() != Cache.NO_ID) {
                text(folder + "id", cache.id());
            }
            if (cache.sizeKib() != 0) {
                text(folder + "size", cache.sizeKib() + "K");
            }
        });
    }

    private void device(PciDevice device) {
        String folder = PCI + device.address() + "/";
        text(folder + "class", ETHERNET);
        text(folder + "vendor", "0x" + device.vendorId());
        text(folder + "device", "0x" + device.productId());
        text(folder + "numa_node", device.cell().orElse(-1));
        device.driver().ifPresent(driver -> link(folder + "driver", "../../drivers/" + driver));
        device.iommuGroup()
                .ifPresent(group -> link(folder + "iommu_group", "../../../../kernel/iommu_groups/" + group));
        device.parent().ifPresent(parent -> link(folder + "physfn", "../" + parent));
        if (device.type() == PciDeviceType.PF) {
            text(folder + "sriov_totalvfs", device.totalVfs());
            text(folder + "sriov_numvfs", device.vfs().size());
            for (int i = 0; i < device.vfs().size(); i++) {
                link(folder + "virtfn" + i, "../" + device.vfs().get(i));
            }
        }
        device.netDevice().ifPresent(net -> net(folder, net));
    }

    private void net(String folder, NetDevice net) {
        entries.put(folder + "net/" + net.name(), new Entry.Folder());
        text("sys/class/net/" + net.name() + "/operstate", net.linkUp() ? "up" : "down");
        net.switchId().ifPresent(id -> text("sys/class/net/" + net.name() + "/phys_switch_id", id));
    }
}
