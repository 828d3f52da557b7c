package io.bedplate.cli.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.bedplate.agent.proof.EvidenceTree;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The report for machines. */
final class DemoJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DemoJson() {}

    static String write(DemoReport report) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("in_force", report.inForce());
        tree.put("pinning", report.placement().cells().getFirst().pinning());
        tree.put("emulator_cpus", report.placement().emulatorCpus().toArray());
        tree.put("before_launch", EvidenceTree.of(report.beforeLaunch()));
        tree.put("while_running", EvidenceTree.of(report.whileRunning()));
        tree.put("console", report.consoleLine());
        tree.put("times_ms", times(report));
        return MAPPER.writeValueAsString(tree);
    }

    private static Map<String, Double> times(DemoReport report) {
        var times = new LinkedHashMap<String, Double>();
        times.put("read", millis(report.times().read()));
        times.put("plan", millis(report.times().plan()));
        times.put("claim", millis(report.times().claim()));
        times.put("create", millis(report.times().create()));
        times.put("verify", millis(report.times().verify()));
        times.put("resume", millis(report.times().resume()));
        times.put("boot", millis(report.boot()));
        times.put("end", millis(report.end()));
        return times;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
