package io.bedplate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.bedplate.cli.json.FitAnswer;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.nfv.InvalidReason;
import io.bedplate.nfv.Reason;

/** The planner's answer for people. */
final class FitText {
    private FitText() {}

    static List<String> lines(FitAnswer answer) {
        var lines = new ArrayList<String>();
        switch (answer) {
            case FitAnswer.Fits fits -> {
                lines.add("fits");
                lines.addAll(placement(fits.plan().placement()));
                warnings(lines, fits.plan().remarks());
                warnings(lines, fits.warnings());
            }
            case FitAnswer.Rejected rejected -> {
                lines.add("does not fit");
                rejected.rejection().reasons().stream().map(Reason::sentence).forEach(line -> lines.add("  " + line));
                rejected.wouldFitIf().forEach(change -> lines.add("would fit if " + change));
                warnings(lines, rejected.warnings());
            }
            case FitAnswer.Invalid invalid -> {
                lines.add("invalid request");
                invalid.reasons().stream().map(InvalidReason::sentence).forEach(line -> lines.add("  " + line));
            }
        }
        return lines;
    }

    private static List<String> placement(GuestPlacement placement) {
        var lines = new ArrayList<String>();
        if (placement.cells().isEmpty()) {
            lines.add("  floats over CPUs " + placement.sharedCpus());
        } else {
            var table = new TextTable("guest cell", "host cell", "vCPU>pCPU", "floating on", "blocked", "memory");
            placement.cells().forEach(cell -> table.row(row(cell)));
            lines.addAll(table.lines());
        }
        if (!placement.emulatorCpus().isEmpty()) {
            lines.add("  emulator threads on CPUs " + placement.emulatorCpus());
        }
        ioThreads(placement).ifPresent(lines::add);
        placement.devices().forEach(device -> lines.add("  PCI %s%s".formatted(device.address(),
                device.cell().isPresent() ? " of cell " + device.cell().getAsInt() : "")));
        return lines;
    }

    private static Optional<String> ioThreads(GuestPlacement placement) {
        var threads = placement.ioThreads();
        return threads.count() == 0
                ? Optional.empty()
                : Optional.of("  %d I/O threads %s".formatted(threads.count(),
                        threads.cpus().isEmpty() ? "with the emulator threads" : "on CPUs " + threads.cpus()));
    }

    private static String[] row(PlacedCell cell) {
        String pins = cell.pinning().entrySet().stream().map(pin -> pin.getKey() + ">" + pin.getValue())
                .collect(Collectors.joining(" "));
        String pages = cell.pageSize().map(size -> " in pages of " + size).orElse("");
        return new String[]{Integer.toString(cell.id()), Integer.toString(cell.hostCell()), orDash(pins),
                orDash(cell.floatingOn().toString()), orDash(cell.blockedCpus().toString()),
                cell.memoryKib() / 1024 + " MiB" + pages};
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static void warnings(List<String> lines, List<String> warnings) {
        warnings.forEach(warning -> lines.add("warning: " + warning));
    }
}
