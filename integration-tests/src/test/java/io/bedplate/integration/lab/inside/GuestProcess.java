package io.bedplate.integration.lab.inside;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;

/** A guest's QEMU as the host's kernel has it, asked by other ways than the agent's: system calls of taskset and chrt. */
record GuestProcess(long pid) {
    private static final HostFiles FILES = HostFiles.real();
    private static final Pattern PAGES = Pattern.compile("\\bN(\\d+)=(\\d+)\\b");
    private static final Pattern PAGE_KIB = Pattern.compile("kernelpagesize_kB=(\\d+)");

    /** Names of threads by id. */
    private Map<String, String> threads() {
        var names = new TreeMap<String, String>();
        FILES.list("proc/" + pid + "/task")
                .forEach(tid -> names.put(tid, FILES.read("proc/" + pid + "/task/" + tid + "/comm").orElse("")));
        return names;
    }

    /** The thread of that vCPU, with KVM beneath it. */
    String vcpuThread(int vcpu) {
        return thread("CPU " + vcpu + "/KVM");
    }

    private String thread(String name) {
        return threads().entrySet().stream().filter(thread -> thread.getValue().equals(name)).map(Map.Entry::getKey)
                .findFirst().orElseThrow();
    }

    CpuSet allowedForIoThread(int number) {
        return allowed(thread("IO iothread" + number));
    }

    CpuSet allowedForVcpu(int vcpu) {
        return allowed(vcpuThread(vcpu));
    }

    /** Where the threads may run that are no vCPU's and serve no disk. */
    List<CpuSet> allowedForOthers() {
        return threads().entrySet().stream().filter(thread -> !thread.getValue().matches("(CPU|IO) .*"))
                .map(thread -> allowed(thread.getKey())).distinct().toList();
    }

    private static CpuSet allowed(String tid) {
        var said = Programs.run("taskset", "--cpu-list", "--pid", tid);
        return CpuSet.parse(said.substring(said.lastIndexOf(' ') + 1));
    }

    /** {@code SCHED_FIFO 1}: policy and priority. */
    String scheduling(int vcpu) {
        var lines = Programs.run("chrt", "--pid", vcpuThread(vcpu)).lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
        return String.join(" ", lines);
    }

    /** Memory on huge pages of that size, by cell. */
    Map<Integer, Long> hugeKib(long pageKib) {
        var kib = new TreeMap<Integer, Long>();
        FILES.read("proc/" + pid + "/numa_maps").orElse("").lines().filter(line -> line.contains(" huge "))
                .filter(line -> PAGE_KIB.matcher(line).results().anyMatch(found -> found.group(1).equals("" + pageKib)))
                .flatMap(line -> PAGES.matcher(line).results())
                .forEach(found -> kib.merge(Integer.valueOf(found.group(1)),
                        Long.parseLong(found.group(2)) * pageKib, Long::sum));
        return kib;
    }

    /** The policy of each area on huge pages, as in {@code bind:2}. */
    List<String> hugePolicies() {
        return FILES.read("proc/" + pid + "/numa_maps").orElse("").lines().filter(line -> line.contains(" huge "))
                .map(line -> line.split(" ", -1)[1]).distinct().toList();
    }

    /** Names of files that it holds open below a folder. */
    List<String> openFiles(String folder) {
        return Programs.run("find", "/proc/" + pid + "/fd", "-lname", folder + "/*", "-printf", "%l\n").lines()
                .toList();
    }

    static long freePages(int cell, long pageKib) {
        return FILES.readNumber("sys/devices/system/node/node%d/hugepages/hugepages-%dkB/free_hugepages"
                .formatted(cell, pageKib)).orElseThrow();
    }
}
