package io.bedplate.agent.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.bedplate.host.files.HostFiles;

/** The files of a simulated host with more processes, and with threads that may run where the host does not know. */
final class TamperedFiles implements HostFiles {
    private final HostFiles files;
    private final Map<String, String> added = new ConcurrentHashMap<>();
    private final Map<Integer, String> allowed = new ConcurrentHashMap<>();
    private final Map<Integer, String> allowedOnce = new ConcurrentHashMap<>();

    TamperedFiles(HostFiles files) {
        this.files = files;
    }

    /** A process of one thread. */
    void process(int pid, String name, long ticks, int cpu, String cpus) {
        String stat = "%d (%s) R 1 1 1 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 77 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 %d 0 0"
                .formatted(pid, name, ticks, cpu);
        for (String folder : List.of("proc/" + pid, "proc/%d/task/%d".formatted(pid, pid))) {
            added.put(folder + "/stat", stat);
            added.put(folder + "/status", "Name:\tx\nCpus_allowed_list:\t" + cpus);
        }
    }

    /** The kernel will not have it otherwise. */
    void allowed(int tid, String cpus) {
        allowed.put(tid, cpus);
    }

    /** For one look. */
    void onceAllowed(int tid, String cpus) {
        allowedOnce.put(tid, cpus);
    }

    @Override
    public Optional<String> read(String path) {
        var text = Optional.ofNullable(added.get(path)).or(() -> files.read(path));
        return path.endsWith("/status") && path.contains("/task/") ? text.map(found -> altered(path, found)) : text;
    }

    private String altered(String path, String text) {
        String folder = path.substring(0, path.length() - "/status".length());
        int tid = Integer.parseInt(folder.substring(folder.lastIndexOf('/') + 1));
        var other = Optional.ofNullable(allowedOnce.remove(tid)).or(() -> Optional.ofNullable(allowed.get(tid)));
        return other.map(cpus -> text.replaceAll("Cpus_allowed_list:.*", "Cpus_allowed_list:\t" + cpus)).orElse(text);
    }

    @Override
    public List<String> list(String path) {
        var more = added.keySet().stream().filter(file -> file.startsWith(path + "/"))
                .map(file -> file.substring(path.length() + 1)).map(rest -> rest.split("/", 2)[0]);
        return Stream.concat(files.list(path).stream(), more).distinct().toList();
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return files.linkTarget(path);
    }

    @Override
    public boolean exists(String path) {
        return added.containsKey(path) || files.exists(path);
    }

    @Override
    public void write(String path, String value) {
        files.write(path, value);
    }
}
