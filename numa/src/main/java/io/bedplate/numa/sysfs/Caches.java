package io.bedplate.numa.sysfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/** Data and unified caches, each once. Instruction caches do not matter to placement and would double every level 1. */
final class Caches {
    private static final Comparator<Cache> ORDER = Comparator.comparingInt(Cache::level)
            .thenComparing(Cache::cpus).thenComparingInt(Cache::id);
    private static final int DEEPEST_LEVEL = 9;

    private final HostFiles files;
    private final CpuSet online;
    private final Set<Seen> seen = new HashSet<>();
    private final Set<Cache> caches = new HashSet<>();

    /** A cache shows up at every CPU that shares it, under the same index on CPUs of one kind. */
    private record Seen(String index, CpuSet cpus) {}

    private Caches(HostFiles files, CpuSet online) {
        this.files = files;
        this.online = online;
    }

    static List<Cache> read(HostFiles files, CpuSet online) {
        var reader = new Caches(files, online);
        online.forEach(reader::readCpu);
        var sorted = new ArrayList<>(reader.caches);
        sorted.sort(ORDER);
        return sorted;
    }

    private void readCpu(int cpu) {
        String folder = OnlineCpus.FOLDER + "cpu" + cpu + "/cache/";
        for (String index : files.list(folder)) {
            if (Numbered.of("index", index).isPresent()) {
                files.readCpus(folder + index + "/shared_cpu_list").map(online::and).filter(cpus -> cpus.contains(cpu))
                        .filter(cpus -> seen.add(new Seen(index, cpus)))
                        .flatMap(cpus -> cache(folder + index + "/", cpus)).ifPresent(caches::add);
            }
        }
    }

    private Optional<Cache> cache(String folder, CpuSet cpus) {
        var level = files.readId(folder + "level");
        boolean instructions = files.read(folder + "type").map("Instruction"::equals).orElse(false);
        if (instructions || level.isEmpty() || level.getAsInt() < 1 || level.getAsInt() > DEEPEST_LEVEL) {
            return Optional.empty();
        }
        int id = files.readId(folder + "id").orElse(Cache.NO_ID);
        return Optional.of(new Cache(level.getAsInt(), id, sizeKib(files.read(folder + "size").orElse("")), cpus));
    }

    /** {@code 28160K}; 0 for anything else. */
    static long sizeKib(String text) {
        return text.endsWith("K") ? HostText.number(text.substring(0, text.length() - 1)).orElse(0) : 0;
    }
}
