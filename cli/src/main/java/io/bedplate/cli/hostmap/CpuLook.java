package io.bedplate.cli.hostmap;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.cli.json.HostDocument;

/** How a CPU is drawn: who holds it comes before what the operator meant it for. */
enum CpuLook {
    EITHER("either", "free"), DEDICATED("dedicated", "free, for dedicated vCPUs"), SHARED("shared",
            "for floating vCPUs"),
    HOST("host", "kept for the host"), HELD("held", "held by a guest");

    final String look;
    final String meaning;

    CpuLook(String look, String meaning) {
        this.look = look;
        this.meaning = meaning;
    }

    static CpuLook of(HostDocument document, int cpu) {
        if (document.usage().pinnedCpus().contains(cpu)) {
            return HELD;
        }
        var config = document.config();
        if (config.dedicatedCpus().isEmpty() && config.sharedCpus().isEmpty()) {
            return EITHER;
        }
        if (config.dedicatedCpus().filter(set -> set.contains(cpu)).isPresent()) {
            return DEDICATED;
        }
        return config.sharedCpus().filter(set -> set.contains(cpu)).isPresent() ? SHARED : HOST;
    }

    /** Those that occur on the host. */
    static List<CpuLook> legend(HostDocument document) {
        var looks = new ArrayList<CpuLook>();
        document.topology().onlineCpus().forEach(cpu -> looks.add(of(document, cpu)));
        return looks.stream().distinct().sorted().toList();
    }
}
