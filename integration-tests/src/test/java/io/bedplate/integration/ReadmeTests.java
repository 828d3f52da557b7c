package io.bedplate.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.libvirt.daemon.PrivateLibvirtd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The Java lines of README.md, exactly as they stand there, compiled and run on a real hypervisor. */
final class ReadmeTests {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String AROUND = """
            import io.bedplate.agent.*;
            import io.bedplate.agent.SpawnResult.*;
            import io.bedplate.agent.journal.*;
            import io.bedplate.host.*;
            import io.bedplate.host.files.*;
            import io.bedplate.nfv.*;
            import io.bedplate.virt.*;
            import io.bedplate.virt.InstanceSpec.*;
            import java.nio.file.Path;
            import java.time.InstantSource;
            import java.util.*;

            public final class Readme {
                public static void run(String uri, Path disk, Path state) {
            %s
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theTwentyLinesEmbedTheDriver() throws Exception {
        PrivateLibvirtd.missing().ifPresent(missing -> assumeTrue(false, missing));
        var match = JAVA.matcher(Files.readString(repository().resolve("README.md")));
        assertThat(match.find()).isTrue();
        assertThat(match.group(1).lines().count()).isLessThanOrEqualTo(20);
        compile(match.group(1));

        var root = Files.createTempDirectory("bedplate-readme");
        try (var daemon = PrivateLibvirtd.start(root)) {
            assertThat(run(daemon.uri())).isEqualToIgnoringNewLines("vnf-1 runs; proven: true");
        }
    }

    private static Path repository() {
        return Path.of("").toAbsolutePath().resolve("..").normalize();
    }

    private void compile(String lines) throws IOException {
        var source = Files.writeString(folder.resolve("Readme.java"), AROUND.replace("%s", lines));
        var said = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, "-d", folder.toString(), "-cp",
                System.getProperty("java.class.path"), source.toString());
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String run(String uri) throws Exception {
        var disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
        var said = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("Readme").getMethod("run", String.class, Path.class, Path.class).invoke(null, uri, disk,
                    folder.resolve("state"));
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
