package io.bedplate.cli;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.agent.kernel.PassedFunction.Interrupt;
import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.Evidence.FunctionRow;
import io.bedplate.agent.proof.Evidence.MemoryRow;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.CpuSet;

/** Evidence as a table for people. */
public final class EvidenceText {
    private EvidenceText() {}

    public static List<String> lines(Evidence evidence) {
        var lines = new ArrayList<String>();
        lines.add("%s (%s), process %d: %s".formatted(evidence.name(), evidence.instance(), evidence.pid(),
                evidence.inForce() ? "in force" : "NOT IN FORCE"));
        var threads = new TextTable("thread", "name", "role", "CPUs claimed", "CPUs in force", "");
        evidence.threads().forEach(row -> threads.row(Integer.toString(row.tid()), row.name(), row.role(),
                row.wanted().isEmpty() ? "any" : row.wanted().toString(), row.allowed().toString(), mark(row)));
        lines.addAll(threads.lines());
        var memory = new TextTable("memory", "page size", "claimed", "in force", "policy", "");
        evidence.memory().forEach(row -> memory.row("cell " + row.hostCell(), row.pageSize().toString(),
                mib(row.wantedKib()), mib(row.foundKib()), String.join(" ", row.policies()), mark(row)));
        lines.addAll(memory.lines());
        if (!evidence.functions().isEmpty()) {
            var functions = new TextTable("PCI function", "driver", "IOMMU group", "cell", "interrupts on", "");
            evidence.functions().forEach(row -> functions.row(row.found().address().toString(),
                    row.found().driver().orElse("none"), row.found().iommuGroup().orElse("none"), cell(row),
                    interrupts(row), row.found().held() ? "ok" : "DIFFERS"));
            lines.addAll(functions.lines());
        }
        evidence.differences().stream().map(Difference::sentence).forEach(sentence -> lines.add("  ! " + sentence));
        evidence.remarks().stream().map(Difference::sentence).forEach(sentence -> lines.add("  - " + sentence));
        return lines;
    }

    private static String cell(FunctionRow row) {
        return row.found().cell().stream().mapToObj(Integer::toString).findFirst().orElse("unknown");
    }

    private static String interrupts(FunctionRow row) {
        return row.found().interrupts().stream().map(Interrupt::cpus).reduce(CpuSet.empty(), CpuSet::or).toString();
    }

    private static String mark(ThreadRow row) {
        return row.wanted().isEmpty() || row.wanted().equals(row.allowed()) ? "ok" : "DIFFERS";
    }

    private static String mark(MemoryRow row) {
        boolean huge = row.pageSize().kib() > 64;
        boolean asClaimed = row.wantedKib() > 0 && row.foundKib() >= row.wantedKib();
        return !huge || asClaimed ? "ok" : "DIFFERS";
    }

    private static String mib(long kib) {
        return kib % 1024 == 0 ? (kib >> 10) + " MiB" : kib + " KiB";
    }
}
