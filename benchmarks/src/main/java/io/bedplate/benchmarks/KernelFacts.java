package io.bedplate.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.host.files.HostFiles;

/**
 * What the kernel has in force for a guest of one vCPU, read apart from Bedplate's own verifier.
 *
 * @param others the affinity of each thread that is no vCPU's
 * @param huge   lines of numa_maps(5) about huge pages
 */
record KernelFacts(String vcpu, List<String> others, List<String> huge) {
    private static final HostFiles FILES = HostFiles.real();

    static KernelFacts of(long pid) {
        var process = "proc/" + pid;
        var vcpu = "";
        var others = new ArrayList<String>();
        for (var tid : FILES.list(process + "/task")) {
            var task = process + "/task/" + tid;
            if (FILES.read(task + "/comm").orElse("").startsWith("CPU 0/")) {
                vcpu = allowed(task);
            } else {
                others.add(allowed(task));
            }
        }
        return new KernelFacts(vcpu, others.stream().distinct().filter(cpus -> !cpus.isEmpty()).toList(),
                FILES.read(process + "/numa_maps").orElse("").lines().filter(line -> line.contains(" huge ")).toList());
    }

    private static String allowed(String task) {
        return FILES.read(task + "/status").orElse("").lines().filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("");
    }

    /** Fails where anything is not there: the vCPU, all else of the process, cell, number and size of the pages. */
    void requirePlaced(int pcpu, int elsewhere, int cell, long pages) {
        boolean placed = vcpu.equals("" + pcpu) && others.equals(List.of("" + elsewhere)) && huge.size() == 1
                && huge.getFirst().contains("bind:" + cell)
                && huge.getFirst().contains("N%d=%d ".formatted(cell, pages))
                && huge.getFirst().contains("kernelpagesize_kB=2048");
        if (!placed) {
            throw new IllegalStateException("not in its place: " + this);
        }
    }
}
