package io.bedplate.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a command of its own process leaves on standard output. */
final class OutputTests {
    @TempDir
    private Path folder;

    @Test
    void wholeDocumentIsOutBeforeTheProcessEnds() throws IOException, InterruptedException {
        var host = Files.writeString(folder.resolve("host.json"), """
                {"nodes": [{"id": 0, "cpus": [0, 1], "memory_kib": 4194304, "pages": {}}]}
                """);
        var instance = Files.writeString(folder.resolve("instance.json"), """
                {"vcpus": 1, "memory_mib": 64, "name": "vnf-1", "uuid": "6f2b8f2c-4d3e-4f7a-9a51-2f1f6d0c7b11"}
                """);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "io.bedplate.cli.Bedplate",
                "xml", "generate", "--host=" + host, "--instance=" + instance)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).startsWith("<domain").endsWith("</domain>\n");
    }
}
