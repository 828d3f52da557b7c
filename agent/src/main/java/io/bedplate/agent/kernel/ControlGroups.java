package io.bedplate.agent.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.bedplate.host.files.HostFiles;

/**
 * Control groups that libvirt makes for the threads of one process, beside that of the emulator: {@code vcpu0},
 * {@code iothread1}. A process whose first thread is not in such a one has none.
 */
final class ControlGroups {
    private static final String MOUNT = "sys/fs/cgroup/";
    private static final String CPUSET_MOUNT = MOUNT + "cpuset/";
    private static final String UNIFIED = "0::/";
    private static final String EMULATOR = "emulator";

    private final HostFiles files;
    private final Optional<String> folder;
    private final boolean versionOne;
    private final Map<String, Optional<ControlGroup>> known = new HashMap<>();

    ControlGroups(HostFiles files, String processFolder) {
        this.files = files;
        var lines = files.read(processFolder + "/cgroup").orElse("").lines().toList();
        var ofCpuset = lines.stream().filter(ControlGroups::isOfCpuset).findFirst();
        this.versionOne = ofCpuset.isPresent();
        this.folder = ofCpuset.or(() -> lines.stream().filter(line -> line.startsWith(UNIFIED)).findFirst())
                .map(line -> line.substring(line.indexOf('/') + 1)).filter(path -> path.endsWith("/" + EMULATOR))
                .map(path -> path.substring(0, path.length() - EMULATOR.length()));
    }

    /** {@code 4:cpuset:/machine/vm/emulator}: version 1; where there is no such line, version 2 has the controller. */
    private static boolean isOfCpuset(String line) {
        int first = line.indexOf(':');
        int second = line.indexOf(':', first + 1);
        return second > first && (',' + line.substring(first + 1, second) + ',').contains(",cpuset,");
    }

    /** The group of that role, where it limits CPUs. */
    Optional<ControlGroup> of(ThreadRole role) {
        return folder.flatMap(base -> switch (role) {
            case ThreadRole.Vcpu(int vcpu) -> group(base + "vcpu" + vcpu);
            case ThreadRole.IoThread(int number) -> group(base + "iothread" + number);
            case ThreadRole.Emulator() -> group(base + EMULATOR);
            case ThreadRole.Worker() -> Optional.empty();
        });
    }

    private Optional<ControlGroup> group(String path) {
        return known.computeIfAbsent(path, _ -> files
                .readCpus(versionOne
                        ? CPUSET_MOUNT + path + "/cpuset.effective_cpus"
                        : MOUNT + path + "/cpuset.cpus.effective")
                .map(cpus -> new ControlGroup(path, cpus)));
    }
}
