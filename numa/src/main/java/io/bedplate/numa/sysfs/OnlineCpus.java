package io.bedplate.numa.sysfs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/** Which CPUs are online. Four places say so; the first that can be read is believed. */
final class OnlineCpus {
    static final String FOLDER = "sys/devices/system/cpu/";

    private static final Pattern PROCESSOR = Pattern.compile("(?m)^processor\\s*:\\s*(\\d{1,5})\\s*$");
    // s390 has no "processor :" lines of its own.
    private static final Pattern PROCESSOR_OF_S390 = Pattern.compile("(?m)^processor (\\d{1,5}):");

    private OnlineCpus() {}

    static CpuSet read(HostFiles files) {
        List<Supplier<Optional<CpuSet>>> places = List.of(() -> files.readCpus(FOLDER + "online"),
                () -> ofNodes(files), () -> ofFolders(files), () -> ofCpuInfo(files));
        return places.stream().map(Supplier::get).flatMap(Optional::stream).findFirst().orElse(CpuSet.empty());
    }

    /** A node lists its online CPUs only. */
    private static Optional<CpuSet> ofNodes(HostFiles files) {
        return nonEmpty(NodeFolders.ids(files).stream().map(id -> NodeFolders.cpuList(files, id))
                .flatMap(Optional::stream));
    }

    /** A CPU that cannot be taken offline has no {@code online} file. */
    private static Optional<CpuSet> ofFolders(HostFiles files) {
        return nonEmpty(files.list(FOLDER).stream().flatMap(name -> Numbered.of("cpu", name).stream().boxed())
                .filter(cpu -> cpu < CpuSet.LIMIT)
                .filter(cpu -> files.read(FOLDER + "cpu" + cpu + "/online").map("1"::equals).orElse(true))
                .map(CpuSet::of));
    }

    private static Optional<CpuSet> ofCpuInfo(HostFiles files) {
        var text = files.read("proc/cpuinfo").orElse("");
        return nonEmpty(Stream.of(PROCESSOR, PROCESSOR_OF_S390)
                .flatMap(line -> line.matcher(text).results()).map(result -> HostText.id(result.group(1)))
                .flatMapToInt(OptionalInt::stream).filter(cpu -> cpu < CpuSet.LIMIT).mapToObj(CpuSet::of));
    }

    private static Optional<CpuSet> nonEmpty(Stream<CpuSet> parts) {
        return parts.reduce(CpuSet::or).filter(cpus -> !cpus.isEmpty());
    }
}
