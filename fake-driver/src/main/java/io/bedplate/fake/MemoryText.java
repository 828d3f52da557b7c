package io.bedplate.fake;

import java.util.stream.Collectors;

import io.bedplate.fake.SimulatedProcess.Mapping;
import io.bedplate.host.PageSize;

/** {@code numa_maps} and {@code smaps} of a process, as fs/proc/task_mmu.c writes them. */
final class MemoryText {
    private MemoryText() {}

    static String numaMaps(SimulatedProcess process) {
        return process.memory().stream().map(MemoryText::numaLine).collect(Collectors.joining("\n"));
    }

    /** Counts are pages of the size that ends the line. */
    private static String numaLine(Mapping mapping) {
        var line = new StringBuilder("%x %s".formatted(mapping.address(), mapping.policy()));
        line.append(mapping.file().isEmpty() ? "" : " file=" + mapping.file().replace(" ", "\\040"));
        line.append(mapping.label().isEmpty() ? "" : " " + mapping.label());
        line.append(mapping.isHuge() ? " huge" : "");
        boolean anonymous = mapping.isHuge() || mapping.file().isEmpty();
        line.append((anonymous ? " anon=%1$d dirty=%1$d" : " mapped=%1$d").formatted(mapping.pages()));
        line.append(anonymous && !mapping.isHuge() ? " active=0" : "");
        return line.append(" N%d=%d kernelpagesize_kB=%d".formatted(mapping.cell(), mapping.pages(),
                mapping.pageSize().kib())).toString();
    }

    static String smaps(SimulatedProcess process) {
        return process.memory().stream()
                .map(mapping -> smapsEntry(mapping, process.spec().placement().lockedMemory()))
                .collect(Collectors.joining("\n"));
    }

    /** Huge pages are no part of Rss, and are never marked as locked. */
    private static String smapsEntry(Mapping mapping, boolean locked) {
        boolean fileBacked = !mapping.isHuge() && !mapping.file().isEmpty();
        long ordinary = mapping.isHuge() ? 0 : mapping.kib();
        long huge = mapping.pages() * mapping.pageSize().kib() - ordinary;
        boolean lockedHere = locked && !mapping.isHuge();
        return """
                %s
                Size:           %8d kB
                KernelPageSize: %8d kB
                MMUPageSize:    %8d kB
                Rss:            %8d kB
                Pss:            %8d kB
                Shared_Clean:   %8d kB
                Shared_Dirty:   %8d kB
                Private_Clean:  %8d kB
                Private_Dirty:  %8d kB
                Referenced:     %8d kB
                Anonymous:      %8d kB
                AnonHugePages:  %8d kB
                Shared_Hugetlb: %8d kB
                Private_Hugetlb:%8d kB
                Swap:           %8d kB
                Locked:         %8d kB
                VmFlags: rd%s mr mw me%s%s""".formatted(heading(mapping), mapping.kib(), pageKib(mapping),
                pageKib(mapping), ordinary, ordinary, 0, 0, fileBacked ? ordinary : 0, fileBacked ? 0 : ordinary,
                ordinary, fileBacked ? 0 : ordinary, 0, 0, mapping.isHuge() ? huge : 0, 0, lockedHere ? ordinary : 0,
                fileBacked ? " ex" : " wr", lockedHere ? " lo" : "", mapping.isHuge() ? " de ht" : " ac");
    }

    private static long pageKib(Mapping mapping) {
        return mapping.isHuge() ? mapping.pageSize().kib() : PageSize.KIB_4.kib();
    }

    private static String heading(Mapping mapping) {
        String range = "%x-%x".formatted(mapping.address(), mapping.address() + (mapping.kib() << 10));
        String access = mapping.isHuge() || mapping.file().isEmpty() ? "rw-p" : "r-xp";
        String name = mapping.label().isEmpty() ? mapping.file() : "[" + mapping.label() + "]";
        // The name stands in column 73 (seq_pad of show_map_vma).
        return "%-72s %s".formatted("%s %s 00000000 00:00 0".formatted(range, access), name).stripTrailing();
    }
}
