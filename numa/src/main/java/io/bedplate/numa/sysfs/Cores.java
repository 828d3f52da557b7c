package io.bedplate.numa.sysfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;

/** Which CPUs are threads of one core. */
final class Cores {
    private Cores() {}

    static List<CpuSet> read(HostFiles files, CpuSet online) {
        Map<Integer, CpuSet> siblings = new TreeMap<>();
        online.forEach(cpu -> siblings(files, cpu).map(set -> set.and(online)).filter(set -> set.contains(cpu))
                .ifPresent(set -> siblings.put(cpu, set)));
        return group(online, siblings);
    }

    /** Newer kernels say {@code core_cpus_list} for the same thing. */
    private static Optional<CpuSet> siblings(HostFiles files, int cpu) {
        String topology = OnlineCpus.FOLDER + "cpu" + cpu + "/topology/";
        return files.readCpus(topology + "thread_siblings_list").or(() -> files.readCpus(topology + "core_cpus_list"));
    }

    /**
     * Two CPUs share a core where one says so and the other does not deny it. A CPU of which nothing is known is a core
     * of its own.
     *
     * @param siblings by CPU, that CPU among them; CPUs may be missing
     */
    static List<CpuSet> group(CpuSet online, Map<Integer, CpuSet> siblings) {
        var cores = new ArrayList<CpuSet>();
        var placed = CpuSet.empty();
        for (int cpu : speakingFirst(online, siblings)) {
            if (!placed.contains(cpu)) {
                var core = core(cpu, siblings).minus(placed);
                placed = placed.or(core);
                cores.add(core);
            }
        }
        return cores.stream().sorted().toList();
    }

    private static List<Integer> speakingFirst(CpuSet online, Map<Integer, CpuSet> siblings) {
        var order = new ArrayList<>(siblings.keySet());
        online.stream().filter(cpu -> !siblings.containsKey(cpu)).forEach(order::add);
        return order;
    }

    private static CpuSet core(int cpu, Map<Integer, CpuSet> siblings) {
        var alone = CpuSet.of(cpu);
        var claimed = siblings.getOrDefault(cpu, alone);
        return claimed.stream().filter(other -> siblings.getOrDefault(other, claimed).contains(cpu))
                .mapToObj(CpuSet::of).reduce(alone, CpuSet::or);
    }
}
