package io.bedplate.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.bedplate.cli.EvidenceText;
import io.bedplate.cli.TextTable;
import io.bedplate.host.GuestPlacement.PlacedCell;

/** The report for people. */
final class DemoText {
    private DemoText() {}

    static List<String> lines(DemoReport report) {
        var lines = new ArrayList<String>();
        lines.add("Host");
        lines.add("  %s, %s: %d cell(s), CPUs %s; dedicated %s, shared %s".formatted(report.host().name(),
                report.host().arch(), report.host().cells().size(), report.host().onlineCpus(),
                report.config().dedicatedCpus().map(Object::toString).orElse("any"),
                report.config().sharedCpus().map(Object::toString).orElse("any")));
        lines.add("Request");
        lines.add("  %d vCPU, %d MiB; %s".formatted(DemoGuest.FLAVOR.vcpus(), DemoGuest.MEMORY_MIB,
                DemoGuest.FLAVOR.extraSpecs().values()));
        lines.add("Plan");
        report.placement().cells().forEach(cell -> lines.add("  " + planned(cell)));
        lines.add("  emulator threads on CPUs %s".formatted(Demo.listed(report.placement().emulatorCpus())));
        lines.add("Kernel's evidence, before the first instruction");
        EvidenceText.lines(report.beforeLaunch()).forEach(line -> lines.add("  " + line));
        lines.add("Kernel's evidence, running");
        EvidenceText.lines(report.whileRunning()).forEach(line -> lines.add("  " + line));
        lines.add("Guest's console");
        lines.add("  " + report.consoleLine());
        lines.add("Times");
        lines.addAll(times(report));
        return lines;
    }

    private static String planned(PlacedCell cell) {
        String pins = cell.pinning().entrySet().stream()
                .map(pin -> "vCPU %d -> pCPU %d".formatted(pin.getKey(), pin.getValue()))
                .collect(Collectors.joining(", "));
        return "guest cell %d -> host cell %d: %s; %d MiB on pages of %s".formatted(cell.id(), cell.hostCell(), pins,
                cell.memoryKib() >> 10, cell.pageSize().map(Object::toString).orElse("any size"));
    }

    private static List<String> times(DemoReport report) {
        var table = new TextTable("step", "ms");
        table.row("read the host", millis(report.times().read()));
        table.row("plan", millis(report.times().plan()));
        table.row("claim to disk", millis(report.times().claim()));
        table.row("create, paused", millis(report.times().create()));
        table.row("verify", millis(report.times().verify()));
        table.row("resume", millis(report.times().resume()));
        table.row("boot to user space", millis(report.boot()));
        if (!report.end().isZero()) {
            table.row("end", millis(report.end()));
        }
        return table.lines();
    }

    static String millis(Duration duration) {
        return "%.2f".formatted(duration.toNanos() / 1e6);
    }
}
