package io.bedplate.numa.sysfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;

/**
 * The {@code nodeN} folders of the online nodes.
 *
 * @param folders ascending by id
 * @param onSysfs whether the host has such folders; without, {@code folders} is the whole machine as node 0
 */
record NodeFolders(List<NodeFolder> folders, boolean onSysfs) {
    static final String FOLDER = "sys/devices/system/node/";

    record NodeFolder(int id, CpuSet cpus, long memoryKib) {}

    static NodeFolders read(HostFiles files, CpuSet online) {
        var ids = ids(files);
        if (ids.isEmpty()) {
            return new NodeFolders(List.of(new NodeFolder(0, online, Memory.ofHost(files))), false);
        }
        var folders = new ArrayList<NodeFolder>();
        var placed = CpuSet.empty();
        for (int id : ids) {
            var cpus = cpus(files, id, online, ids.size() == 1).minus(placed);
            placed = placed.or(cpus);
            folders.add(new NodeFolder(id, cpus, Memory.ofNode(files, id, ids.size() == 1)));
        }
        return new NodeFolders(List.copyOf(folders), true);
    }

    /** Ids of the online nodes that have a folder, ascending. */
    static List<Integer> ids(HostFiles files) {
        var folders = files.list(FOLDER).stream().flatMap(name -> Numbered.of("node", name).stream().boxed())
                .filter(id -> files.exists(FOLDER + "node" + id + "/.")).sorted().distinct().toList();
        // The same list format and the same limit serve for nodes.
        var online = files.readCpus(FOLDER + "online");
        return online.map(nodes -> folders.stream().filter(nodes::contains).toList())
                .filter(nodes -> !nodes.isEmpty()).orElse(folders);
    }

    static Optional<CpuSet> cpuList(HostFiles files, int id) {
        return files.readCpus(FOLDER + "node" + id + "/cpulist");
    }

    private static CpuSet cpus(HostFiles files, int id, CpuSet online, boolean onlyNode) {
        return cpuList(files, id).or(() -> linked(files, id)).orElse(onlyNode ? online : CpuSet.empty()).and(online);
    }

    /** The folder of a node also holds a link to each of its CPUs. */
    private static Optional<CpuSet> linked(HostFiles files, int id) {
        return files.list(FOLDER + "node" + id).stream().flatMap(name -> Numbered.of("cpu", name).stream().boxed())
                .filter(cpu -> cpu < CpuSet.LIMIT).map(CpuSet::of).reduce(CpuSet::or);
    }
}
