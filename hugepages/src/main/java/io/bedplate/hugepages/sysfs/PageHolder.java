package io.bedplate.hugepages.sysfs;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/**
 * Huge pages that one process has mapped, by {@code /proc/PID/numa_maps} (numa(7)). Other users' processes show theirs
 * to root only.
 *
 * @param name  the process's own ({@code comm})
 * @param pages by page size and cell, pages in use
 */
public record PageHolder(int pid, String name, SortedMap<PageSize, SortedMap<Integer, Long>> pages) {
    private static final Pattern PAGE_SIZE = Pattern.compile("\\bkernelpagesize_kB=(\\d+)");
    private static final Pattern ON_NODE = Pattern.compile("\\bN(\\d+)=(\\d+)");
    private static final Pattern HELD_KIB = Pattern.compile("(?m)^HugetlbPages:\\s*(\\d+) kB");

    /** All that can be seen, ascending by process id. */
    public static List<PageHolder> read(HostFiles files) {
        return files.list("proc").stream().map(HostText::id).flatMapToInt(OptionalInt::stream)
                .filter(pid -> holdsAny(files, pid)).mapToObj(pid -> read(files, pid))
                .filter(holder -> !holder.pages.isEmpty()).toList();
    }

    /** The status line is a thousand times cheaper than numa_maps of a large process. */
    private static boolean holdsAny(HostFiles files, int pid) {
        var held = HELD_KIB.matcher(files.read("proc/" + pid + "/status").orElse(""));
        return held.find() && HostText.number(held.group(1)).orElse(0) > 0;
    }

    private static PageHolder read(HostFiles files, int pid) {
        var pages = new TreeMap<PageSize, SortedMap<Integer, Long>>();
        files.read("proc/" + pid + "/numa_maps").orElse("").lines().filter(line -> line.contains(" huge "))
                .forEach(line -> add(pages, line));
        return new PageHolder(pid, files.read("proc/" + pid + "/comm").orElse(""), pages);
    }

    private static void add(SortedMap<PageSize, SortedMap<Integer, Long>> pages, String line) {
        var size = PAGE_SIZE.matcher(line);
        if (!size.find()) {
            return;
        }
        pageSize(size.group(1)).ifPresent(kib -> ON_NODE.matcher(line).results().forEach(node -> {
            OptionalInt cell = HostText.id(node.group(1));
            OptionalLong count = HostText.number(node.group(2));
            if (cell.isPresent() && count.isPresent()) {
                pages.computeIfAbsent(new PageSize(kib), _ -> new TreeMap<>()).merge(cell.getAsInt(),
                        count.getAsLong(), Long::sum);
            }
        }));
    }

    private static OptionalLong pageSize(String text) {
        var kib = HostText.number(text);
        return kib.isPresent() && Long.bitCount(kib.getAsLong()) == 1 ? kib : OptionalLong.empty();
    }
}
