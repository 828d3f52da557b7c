package io.bedplate.libvirt.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Assumptions;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.virt.Checksum;

/** Folders of a host and images for it. */
final class Machine {
    static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");
    static final Tools TOOLS = new Tools(Duration.ofMinutes(2));
    static final long MIB = 1 << 20;

    private final Path root;

    Machine(Path root) {
        this.root = root;
    }

    static void needs(String... programs) {
        for (var program : programs) {
            Assumptions.assumeTrue(Tools.find(program).isPresent(), program + " is not installed");
        }
    }

    Path images() {
        return root.resolve("cache");
    }

    Path instances() {
        return root.resolve("instances");
    }

    ImageCache cache() {
        return cache(FaultPoint.NONE, NOW);
    }

    ImageCache cache(FaultPoint faults, Instant now) {
        return new ImageCache(images(), TOOLS, InstantSource.fixed(now), faults);
    }

    /** What is in the cache but locks. */
    List<String> cached() {
        return names(images()).stream().filter(name -> !name.startsWith(".lock-")).toList();
    }

    static List<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Raw, 2 MiB, with something in it and a hole. */
    static byte[] content() {
        var bytes = new byte[(int) (2 * MIB)];
        bytes[1000] = 42;
        return bytes;
    }

    static Checksum checksum(byte[] bytes) {
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(bytes);
        return Checksum.of(Checksum.Algorithm.SHA256, digest);
    }

    static BaseImage image(Path file, ImageFormat declared) throws IOException {
        return new BaseImage(checksum(Files.readAllBytes(file)), declared, ImageSource.file(file));
    }

    BaseImage rawImage() throws IOException {
        return image(Files.write(root.resolve("image.raw"), content()), ImageFormat.RAW);
    }

    Path root() {
        return root;
    }

    /** Gives the content, and counts how often it was opened. */
    static ImageSource counting(AtomicInteger opened) {
        return () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(content());
        };
    }
}
