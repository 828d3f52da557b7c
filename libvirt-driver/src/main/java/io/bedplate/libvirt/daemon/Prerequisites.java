package io.bedplate.libvirt.daemon;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a private libvirtd needs of the machine. */
final class Prerequisites {
    private static final List<String> PROGRAMS = List.of("libvirtd", "qemu-system-x86_64", "unshare", "setsid",
            "mount", "nsenter", "ip");
    private static final String SYSTEM_PATHS = "/usr/sbin:/usr/bin:/sbin:/bin";

    private Prerequisites() {}

    /** The first thing that is missing. */
    static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("a private libvirtd needs root");
        }
        var path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_PATHS;
        return PROGRAMS.stream().filter(program -> !onPath(program, path)).findFirst()
                .map(program -> "the program %s is not installed".formatted(program));
    }

    static boolean onPath(String program, String path) {
        for (var folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
