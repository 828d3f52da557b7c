package io.bedplate.agent.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.bedplate.host.files.HostFiles;

/** Control groups of threads at one moment: each is read once, however many threads it has. */
final class ControlGroups {
    private static final String MOUNT = "sys/fs/cgroup";
    private static final String UNIFIED = "0::/";
    private static final String CPUSET_MOUNT = MOUNT + "/cpuset";

    private final HostFiles files;
    private final Map<String, Optional<ControlGroup>> known = new HashMap<>();

    ControlGroups(HostFiles files) {
        this.files = files;
    }

    /** Where the thread has a group of its role that limits its CPUs. A group of all of them promises nothing. */
    Optional<ControlGroup> own(String threadFolder, ThreadRole role) {
        return files.read(threadFolder + "/cgroup").flatMap(text -> ofText(text, role));
    }

    private Optional<ControlGroup> ofText(String text, ThreadRole role) {
        var ofCpuset = text.lines().filter(ControlGroups::isOfCpuset).findFirst();
        var line = ofCpuset.or(() -> text.lines().filter(each -> each.startsWith(UNIFIED)).findFirst());
        return line.map(found -> found.substring(found.indexOf('/') + 1)).filter(path -> isOwn(path, role))
                .flatMap(path -> known.computeIfAbsent(path, _ -> read(path, ofCpuset.isPresent())));
    }

    /** {@code 4:cpuset:/machine/vm/vcpu0}: version 1; where there is no such line, version 2 has the controller. */
    private static boolean isOfCpuset(String line) {
        int first = line.indexOf(':');
        int second = line.indexOf(':', first + 1);
        return second > first && (',' + line.substring(first + 1, second) + ',').contains(",cpuset,");
    }

    private static boolean isOwn(String path, ThreadRole role) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return switch (role) {
            case ThreadRole.Vcpu(int vcpu) -> name.equals("vcpu" + vcpu);
            case ThreadRole.IoThread(int number) -> name.equals("iothread" + number);
            case ThreadRole.Emulator() -> name.equals("emulator");
            case ThreadRole.Worker() -> false;
        };
    }

    private Optional<ControlGroup> read(String path, boolean versionOne) {
        String folder = (versionOne ? CPUSET_MOUNT : MOUNT) + "/" + path;
        String file = versionOne ? "/cpuset.effective_cpus" : "/cpuset.cpus.effective";
        return files.readCpus(folder + file).map(cpus -> new ControlGroup(path, cpus));
    }
}
