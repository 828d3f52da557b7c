package io.bedplate.numa.sysfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;
import io.bedplate.numa.sysfs.NodeFolders.NodeFolder;

/** The matrix of node distances: whole or not at all. */
final class Distances {
    // Eight bits in the SLIT (ACPI 6.5, 5.2.17); device trees of POWER and ARM go further.
    private static final int FARTHEST = 0xffff;

    private Distances() {}

    static List<List<Integer>> read(HostFiles files, NodeFolders nodes) {
        if (!nodes.onSysfs()) {
            return List.of();
        }
        var ids = nodes.folders().stream().map(NodeFolder::id).toList();
        var columns = columns(files, ids);
        var matrix = new ArrayList<List<Integer>>();
        for (int id : ids) {
            var row = row(files.read(NodeFolders.FOLDER + "node" + id + "/distance").orElse(""));
            if (row.size() != columns.size()) {
                return List.of();
            }
            matrix.add(ids.stream().map(to -> row.get(columns.indexOf(to))).toList());
        }
        return List.copyOf(matrix);
    }

    /** A row has one number per online node, whether or not we have its folder. */
    private static List<Integer> columns(HostFiles files, List<Integer> ids) {
        return files.readCpus(NodeFolders.FOLDER + "online").map(nodes -> nodes.stream().boxed().toList())
                .filter(nodes -> nodes.containsAll(ids)).orElse(ids);
    }

    /** Empty where one word is no distance. */
    static List<Integer> row(String text) {
        var numbers = Arrays.stream(text.strip().split("\\s+")).map(HostText::id)
                .map(id -> id.isPresent() && id.getAsInt() > 0 && id.getAsInt() <= FARTHEST
                        ? Optional.of(id.getAsInt())
                        : Optional.<Integer>empty())
                .toList();
        return numbers.stream().allMatch(Optional::isPresent)
                ? numbers.stream().flatMap(Optional::stream).toList()
                : List.of();
    }
}
