package io.bedplate.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A batch remembers hosts; no answer may tell. */
final class FitBatchMemoryTests {
    private static final String HOST = FitCommandTests.HOST.replace("\n", " ").strip();
    private static final List<String> PARTS = List.of("\"pinned_cpus\": [2]", "\"pinned_cpus\": [2,10]",
            "\"pinned_cpus\": []",
            "\"pinned_cpus\": 3", "\"pinned_cpus\": [2],\"shared_vcpus\": {\"0\": 2}",
            "\"pages\": {\"1\": {\"1048576\": 4}}",
            "\"memory_mib\": {\"7\": 1}", "\"x\": \"}\\\"\", \"y\": [{\"used\": {}}]",
            "\"pci\": [], \"pinned_cpus\": []");
    private static final String PINNED = "{\"vcpus\": 2, \"memory_mib\": 1024, \"extra_specs\": {\"hw:cpu_policy\": \"dedicated\"}}";
    private static final List<String> REQUESTS = List.of(PINNED, PINNED.replace("2,", "3,"),
            PINNED.replace("}}", "}, \"pci_requests\": "
                    + "[{\"product_id\": \"154c\"}]}"),
            "{\"vcpus\": 0}", "{}", "7", "{\"vcpus\": 1, \"memory_mib\": 5}, \"host\": {}");

    private static String line(Random random) {
        String host = HOST;
        if (random.nextInt(4) > 0) {
            host = host.replace("\"pinned_cpus\": [2]", PARTS.get(random.nextInt(PARTS.size())));
        }
        host = switch (random.nextInt(16)) {
            case 0 -> host.replace("\"free\": 500", "\"free\": 400");
            case 1 -> host.replace("\"used\"", "\"us\\u0065d\"");
            case 2 ->
                host.replace("{\"name\"", "{\"used\": {\"pinned_cpus\": [3]}, \"name\"").replace("\"used\": {\"pin",
                        "\"usage\": {\"pin");
            case 3 -> host.replace("\"config\": {", "\"config\": {\"used\": {}, ");
            case 4 -> host.substring(0, host.length() - 1 - random.nextInt(3));
            case 5 -> host + "}";
            case 6 -> host.replace("\"name\": \"host\"", "\"name\": \"\u00e4\"");
            case 7 -> host.replace("\"vendor_id\": \"8086\", \"product_id\": \"154c\"",
                    "\"vendor_id\": \"8087\", \"product_id\": \"154c\"");
            case 8 -> host.replace("\"free\": 500", "\"free\": " + random.nextInt(600));
            case 9 -> host.replace("\"config\": {", "\"config\": {\"pci\": [], ");
            case 10 -> host.replace("\"pci\": [{", "\"pci\": [] , \"pcj\": [{");
            default -> host;
        };
        String request = REQUESTS.get(random.nextInt(random.nextBoolean() ? 3 : REQUESTS.size()));
        return random.nextInt(3) == 0
                ? "{\"request\": %s, \"host\": %s}".formatted(request, host)
                : "{\"host\": %s,\"request\": %s}".formatted(host, request);
    }

    private static List<String> answers(List<String> lines) {
        var out = new StringWriter();
        String text = String.join("\n", lines);
        int status = new FitBatch(new PrintWriter(out), false)
                .answer(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(status).isIn(ExitStatus.ANSWERED, ExitStatus.BAD_INPUT);
        return out.toString().lines().map(answer -> answer.replaceFirst("line \\d+", "line N")).toList();
    }

    @Test
    void everyLineIsAnsweredAsIfItWereTheOnlyOne() {
        int fitting = 0;
        int wrong = 0;
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var lines = new ArrayList<String>();
            for (int i = 0; i < 100; i++) {
                lines.add(line(random));
            }
            var together = answers(lines);
            var alone = lines.stream().flatMap(line -> answers(List.of(line)).stream()).toList();
            assertThat(together).as("seed %d", seed).isEqualTo(alone);
            fitting += (int) together.stream().filter(answer -> answer.startsWith("{\"fits\":true")).count();
            wrong += (int) together.stream().filter(answer -> answer.startsWith("{\"error\":\"line N")).count();
        }
        assertThat(fitting).isGreaterThan(200);
        assertThat(wrong).isGreaterThan(200);
    }
}
