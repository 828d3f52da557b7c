package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.virt.Checksum;

/** A process of its own that asks a cache for an image and prints how often it had to open the source. */
final class CacheProcess {
    private CacheProcess() {}

    static Process start(Path cache, BaseImage image) {
        try {
            return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    CacheProcess.class.getName(), cache.toString(), image.checksum().hex(),
                    image.source().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cache folder, SHA-256, file. */
    public static void main(String[] args) {
        var opened = new AtomicInteger();
        var file = ImageSource.file(Path.of(args[2]));
        ImageSource counting = () -> {
            opened.incrementAndGet();
            return file.open();
        };
        var image = new BaseImage(new Checksum(Checksum.Algorithm.SHA256, args[1]), ImageFormat.RAW, counting);
        new ImageCache(Path.of(args[0]), Machine.TOOLS, InstantSource.system()).get(image, Long.MAX_VALUE);
        System.out.println(opened.get());
    }
}
