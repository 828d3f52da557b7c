package io.bedplate.fake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.bedplate.fake.SimulatedProcess.SimulatedThread;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;
import io.bedplate.virt.GuestState;

/**
 * The folder {@code /proc/PID} of one process at one moment.
 *
 * @param functions PCI functions that are the guest's by VFIO
 */
record ProcessFiles(SimulatedProcess process, GuestState state, List<PciAddress> functions) {
    private static final String TASK = "task";
    private static final List<String> OF_THREAD = List.of("cgroup", "cmdline", "comm", "numa_maps", "sched", "smaps",
            "stat", "status");
    private static final String OPEN = "fd";
    private static final List<String> OF_PROCESS = Stream.concat(OF_THREAD.stream(), Stream.of(OPEN, TASK)).toList();

    /** Empty where the guest has no process. */
    static Optional<ProcessFiles> of(FakeGuest guest) {
        return guest.process().map(process -> new ProcessFiles(process, guest.state(), guest
                .spec().passed().devices().stream().map(GuestPlacement.PlacedDevice::address).toList()));
    }

    long pid() {
        return process.pid();
    }

    Optional<String> read(String path) {
        return place(path).flatMap(place -> text(place.thread(), place.rest()));
    }

    List<String> list(String path) {
        if (path.equals(TASK)) {
            return process.threads().stream().map(thread -> Long.toString(thread.tid())).toList();
        }
        if (path.equals(OPEN)) {
            return IntStream.range(0, functions.size()).mapToObj(Integer::toString).toList();
        }
        return place(path).filter(place -> place.rest().isEmpty()).map(_ -> path.isEmpty() ? OF_PROCESS : OF_THREAD)
                .orElse(List.of());
    }

    /** A thread and the file in its folder. */
    private record Place(SimulatedThread thread, String rest) {}

    private Optional<Place> place(String path) {
        if (!path.startsWith(TASK + "/")) {
            return Optional.of(new Place(process.threads().getFirst(), path));
        }
        String[] parts = path.split("/", 3);
        var tid = HostText.number(parts[1]);
        return tid.isEmpty()
                ? Optional.empty()
                : process.thread(tid.getAsLong()).map(thread -> new Place(thread, parts.length < 3 ? "" : parts[2]));
    }

    /** Of the files it holds open only the IOMMU groups of its functions are shown. */
    Optional<String> linkTarget(String path, HostFiles still) {
        var number = path.startsWith(OPEN + "/") ? HostText.id(path.substring(OPEN.length() + 1)) : OptionalInt.empty();
        return number.isPresent() && number.getAsInt() < functions.size()
                ? still.linkName("sys/bus/pci/devices/%s/iommu_group".formatted(functions.get(number.getAsInt())))
                        .map(group -> "/dev/vfio/" + group)
                : Optional.empty();
    }

    private Optional<String> text(SimulatedThread thread, String name) {
        return switch (name) {
            case "comm" -> Optional.of(thread.name());
            case "status" -> Optional.of(new StatusText(process, thread, state).text());
            case "stat" -> Optional.of(SchedulerText.stat(process, thread, state));
            case "sched" -> Optional.of(SchedulerText.sched(process, thread));
            case "cgroup" -> Optional.of(CommandText.controlGroup(process, thread));
            case "cmdline" -> Optional.of(CommandText.commandLine(process));
            case "numa_maps" -> Optional.of(MemoryText.numaMaps(process));
            case "smaps" -> Optional.of(MemoryText.smaps(process));
            default -> Optional.empty();
        };
    }
}
