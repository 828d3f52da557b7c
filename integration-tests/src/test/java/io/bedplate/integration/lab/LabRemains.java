package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.bedplate.host.files.HostFiles;

/** What a lab host could leave outside its cache. */
final class LabRemains {
    private static final HostFiles FILES = HostFiles.real();
    private static final Path SCRIPTS = Path.of("lab").toAbsolutePath();

    private LabRemains() {}

    /**
     * What there is now, one thing a line: processes and mounts of the lab, files beside its scripts, and whatever the
     * machine has of network devices.
     */
    static List<String> now() {
        var mounts = FILES.read("proc/self/mounts").orElse("").lines()
                .filter(line -> line.contains(LabScript.CACHE + "/")).map("mount "::concat);
        var devices = FILES.list("sys/class/net").stream().map("network device "::concat);
        return Stream.of(LabScript.processes().stream().map("process "::concat), mounts, devices, filesBelow(SCRIPTS))
                .flatMap(things -> things).toList();
    }

    static Stream<String> filesBelow(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).map(file -> "file " + file).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the run folder still holds; the lock is its last file. */
    static Stream<String> filesOfRun() {
        return Optional.of(LabScript.RUN).filter(Files::exists).stream().flatMap(LabRemains::filesBelow)
                .filter(file -> !file.endsWith("/lock"));
    }
}
