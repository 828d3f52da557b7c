package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.xml.ThreadPins;

/** The threads of QEMU processes, told apart by the names that QEMU gives them, and where the kernel lets them run. */
record KernelThreads(HostFiles files) {
    private static final Pattern VCPU = Pattern.compile("CPU (\\d{1,5})/.*");
    private static final Pattern IO_THREAD = Pattern.compile("IO iothread(\\d{1,5})");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private record Task(String folder, int tid, String name) {}

    private List<Task> threads(long pid) {
        var threads = new ArrayList<Task>();
        for (var tid : files.list("proc/%d/task".formatted(pid))) {
            var task = "proc/%d/task/%s".formatted(pid, tid);
            threads.add(
                    new Task(task, Integer.parseInt(tid), files.read(task + "/comm").map(String::strip).orElse("")));
        }
        return threads;
    }

    /** Ids of the threads that are neither vCPU nor I/O thread. */
    List<Integer> emulator(long pid) {
        return threads(pid).stream().filter(thread -> !VCPU.matcher(thread.name()).matches())
                .filter(thread -> !IO_THREAD.matcher(thread.name()).matches()).map(Task::tid).toList();
    }

    /** Numbers of the vCPUs that have a thread. */
    CpuSet vcpus(long pid) {
        return CpuSet.of(threads(pid).stream().map(thread -> VCPU.matcher(thread.name())).filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1))).toArray());
    }

    /** One sentence for each thread elsewhere. */
    List<String> differences(long pid, ThreadPins wanted) {
        var differences = new ArrayList<String>();
        for (var thread : threads(pid)) {
            var pcpus = wanted(thread.name(), wanted);
            allowed(thread.folder()).filter(found -> !found.equals(pcpus)).ifPresent(found -> differences.add(
                    "thread %d (%s): CPUs %s wanted, %s allowed".formatted(thread.tid(), thread.name(), pcpus, found)));
        }
        return differences;
    }

    private static CpuSet wanted(String thread, ThreadPins pins) {
        var vcpu = VCPU.matcher(thread);
        if (vcpu.matches()) {
            return pins.vcpus().getOrDefault(Integer.valueOf(vcpu.group(1)), pins.emulator());
        }
        var ioThread = IO_THREAD.matcher(thread);
        return ioThread.matches()
                ? pins.ioThreads().getOrDefault(Integer.valueOf(ioThread.group(1)), pins.emulator())
                : pins.emulator();
    }

    /** Empty for a thread that has ended meanwhile. */
    private Optional<CpuSet> allowed(String task) {
        return files.read(task + "/status").flatMap(status -> status.lines().filter(line -> line.startsWith(ALLOWED))
                .findFirst()).map(line -> CpuSet.parse(line.substring(ALLOWED.length()).strip()));
    }
}
