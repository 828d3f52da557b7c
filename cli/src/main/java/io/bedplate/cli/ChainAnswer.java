package io.bedplate.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;

import io.bedplate.agent.chain.ChainReport;
import io.bedplate.agent.chain.EvidenceChain;
import tools.jackson.databind.json.JsonMapper;

/** What {@code bedplate verify --chain} says. */
final class ChainAnswer {
    private ChainAnswer() {}

    /** Returns the exit status: a broken chain is a no. */
    static int print(Path stateDir, OutputFormat format, PrintWriter out) {
        var file = stateDir.resolve(EvidenceChain.NAME);
        var report = EvidenceChain.check(file);
        out.println(format == OutputFormat.JSON ? json(file, report) : text(file, report));
        return report.whole() ? ExitStatus.ANSWERED : ExitStatus.NO;
    }

    private static String text(Path file, ChainReport report) {
        String end = report.broken().map(broken -> "line %d: %s".formatted(broken.line(), broken.why()))
                .orElse(report.torn() ? "whole; part of a record at the end was left by a crash" : "whole");
        return "%s: %d records, %s%nlast digest %s".formatted(file, report.records(), end, report.last());
    }

    private static String json(Path file, ChainReport report) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("file", file.toString());
        tree.put("records", report.records());
        tree.put("last_sha256", report.last());
        tree.put("whole", report.whole());
        tree.put("torn", report.torn());
        report.broken().ifPresent(broken -> {
            tree.put("broken_line", broken.line());
            tree.put("why", broken.why());
        });
        return JsonMapper.shared().writeValueAsString(tree);
    }
}
