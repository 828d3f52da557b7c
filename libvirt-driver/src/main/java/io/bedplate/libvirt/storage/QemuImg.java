package io.bedplate.libvirt.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.libvirt.image.ImageFormat;

/** qemu-img with every format said: it never probes, so no content is taken for another format's header. */
public final class QemuImg {
    private static final String PROGRAM = "qemu-img";
    private static final int TRIES = 20;

    private final Tools tools;

    public QemuImg(Tools tools) {
        this.tools = tools;
    }

    /**
     * Copies a disk that nobody uses into a new qcow2 image.
     *
     * @throws StorageException if it cannot; half an image may be there then
     */
    public void convertToQcow2(String format, String disk, Path image) {
        tools.run(PROGRAM, "convert", "-f", format, "-O", "qcow2", disk, image.toString());
    }

    /** An accepted image to raw. */
    void convertToRaw(Path image, ImageFormat format, Path raw) {
        var name = format == ImageFormat.VHD ? "vpc" : format.toString();
        tools.run(PROGRAM, "convert", "-f", name, "-O", "raw", image.toString(), raw.toString());
    }

    /** A qcow2, on a raw base or empty. */
    void create(Path disk, Optional<Path> base, long sizeBytes, Optional<Passphrase> luks) {
        var arguments = new ArrayList<>(List.of("create", "-q", "-f", "qcow2"));
        base.ifPresent(file -> arguments.addAll(List.of("-b", file.toString(), "-F", "raw")));
        if (luks.isPresent()) {
            arguments.addAll(List.of("--object", "secret,id=key,file=/dev/stdin", "-o",
                    "encrypt.format=luks,encrypt.key-secret=key"));
        }
        arguments.addAll(List.of(disk.toString(), Long.toString(sizeBytes)));
        create(luks.map(Passphrase::bytes).orElse(new byte[0]), arguments);
    }

    /** Tries again where it fails to measure its own speed, which it does when the kernel's clock of threads is coarse. */
    private void create(byte[] input, List<String> arguments) {
        for (int left = TRIES;; left--) {
            try {
                tools.run(input, PROGRAM, arguments);
                return;
            } catch (StorageException e) {
                if (left == 1 || !String.valueOf(e.getMessage()).contains("accurate CPU usage")) {
                    throw e;
                }
            }
        }
    }

    void resize(Path disk, DiskFile.Format format, long sizeBytes) {
        tools.run(PROGRAM, "resize", "-q", "-f", format.toString(), disk.toString(), Long.toString(sizeBytes));
    }
}
