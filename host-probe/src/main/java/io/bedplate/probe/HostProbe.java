package io.bedplate.probe;

import java.util.List;

import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.files.HostFiles;
import io.bedplate.hugepages.sysfs.PoolFiles;
import io.bedplate.numa.sysfs.NumaLayout;
import io.bedplate.sriov.sysfs.PciFunctions;

/** One call reads a whole host. What cannot be read stays unknown; no tree, however damaged, makes it throw. */
public final class HostProbe {
    /** Name or machine of a host that does not say. */
    public static final String UNKNOWN = "unknown";

    private HostProbe() {}

    public static HostTopology read(HostFiles files) {
        return read(files, Architecture.of(files).orElse(UNKNOWN));
    }

    /** The machine this JVM runs on. */
    public static HostTopology readThisHost() {
        var files = HostFiles.real();
        return read(files, Architecture.of(files).orElseGet(Architecture::ofThisJvm));
    }

    private static HostTopology read(HostFiles files, String arch) {
        var layout = NumaLayout.read(files);
        var cells = layout.cells();
        return new HostTopology(name(files), arch,
                cells.stream().map(cell -> withPools(cell, files, cells.size() == 1)).toList(), layout.cores(),
                layout.distances(), layout.caches(), PciFunctions.read(files));
    }

    /** The same host with its huge pages as they are now. */
    static HostTopology withPoolsOf(HostTopology host, HostFiles files) {
        var cells = host.cells();
        return new HostTopology(host.name(), host.arch(),
                cells.stream().map(cell -> withPools(cell, files, cells.size() == 1)).toList(), host.cores(),
                host.distances(), host.caches(), host.pci());
    }

    private static String name(HostFiles files) {
        return files.read("proc/sys/kernel/hostname").filter(name -> !name.isBlank()).orElse(UNKNOWN);
    }

    private static NumaCell withPools(NumaCell cell, HostFiles files, boolean onlyCell) {
        var ofCell = PoolFiles.ofCell(files, cell.id()).read();
        List<PagePool> pools = ofCell.isEmpty() && onlyCell ? PoolFiles.ofHost(files).read() : ofCell;
        return new NumaCell(cell.id(), cell.socket(), cell.cpus(), cell.memoryKib(), pools);
    }
}
