package io.bedplate.numa.sysfs;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;

/** The package (socket) of each CPU; a CPU whose package is not known has no entry. */
record Packages(Map<Integer, Integer> byCpu) {

    static Packages read(HostFiles files, CpuSet online) {
        var byCpu = new HashMap<Integer, Integer>();
        online.forEach(cpu -> files.readId(OnlineCpus.FOLDER + "cpu" + cpu + "/topology/physical_package_id")
                .ifPresent(id -> byCpu.put(cpu, id)));
        return new Packages(byCpu);
    }

    /** The one package of all these CPUs; empty where one is not known or they differ. */
    OptionalInt of(CpuSet cpus) {
        if (!cpus.stream().allMatch(byCpu::containsKey)) {
            return OptionalInt.empty();
        }
        var packages = cpus.stream().mapToObj(byCpu::get).collect(Collectors.toSet());
        return packages.size() == 1 ? OptionalInt.of(packages.iterator().next()) : OptionalInt.empty();
    }
}
