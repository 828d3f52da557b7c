package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import io.bedplate.libvirt.image.Finding;
import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.image.ImageInspector;
import io.bedplate.libvirt.image.Inspection;
import io.bedplate.libvirt.storage.FaultPoint.Step;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DiskRefusal;

/** Brings one image into the cache: copied and summed up, judged, made raw, and only then given its name. */
final class ImageFetch {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path folder;
    private final QemuImg qemuImg;
    private final FaultPoint faults;

    ImageFetch(Path folder, QemuImg qemuImg, FaultPoint faults) {
        this.folder = folder;
        this.qemuImg = qemuImg;
        this.faults = faults;
    }

    /** Under the image's lock. Empty when it is there, at most as large as said. */
    Optional<DiskRefusal> fetch(BaseImage image, long mostBytes, Path target) throws IOException {
        var copy = folder.resolve(".copy-" + image.key());
        var raw = folder.resolve(".raw-" + image.key());
        try {
            Optional<DiskRefusal> refusal = copy(image, copy);
            if (refusal.isPresent()) {
                return refusal;
            }
            faults.before(Step.INSPECT);
            return switch (ImageInspector.inspect(copy, Optional.of(image.declared()))) {
                case Inspection.Unsafe(_, var findings) ->
                    Optional.of(new DiskRefusal.UnsafeImage(image.source().toString(),
                            findings.stream().map(Finding::toString).toList()));
                case Inspection.Safe(var facts) when facts.virtualSizeBytes().orElseThrow() > mostBytes ->
                    Optional.of(new DiskRefusal.WouldShrink("image " + image.source(), mostBytes,
                            facts.virtualSizeBytes().orElseThrow()));
                case Inspection.Safe(var facts) -> {
                    keep(asRaw(copy, facts.format(), raw), target);
                    yield Optional.empty();
                }
            };
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(raw);
        }
    }

    private Optional<DiskRefusal> copy(BaseImage image, Path copy) throws IOException {
        faults.before(Step.COPY);
        try (var in = image.source().open()) {
            Optional<DiskRefusal> noRoom = Room.missing(folder, image.source().sizeBytes().orElse(0));
            if (noRoom.isPresent()) {
                return noRoom;
            }
            var found = copy(in, image.checksum().algorithm(), copy);
            return found.equals(image.checksum())
                    ? Optional.empty()
                    : Optional.of(new DiskRefusal.OtherContent(image.source().toString(), image.checksum(), found));
        } catch (NoSuchFileException e) {
            return Optional.of(new DiskRefusal.NoImage(image.source().toString(), String.valueOf(e.getReason())));
        }
    }

    /** Blocks of zeros become holes. */
    private static Checksum copy(InputStream in, Checksum.Algorithm algorithm, Path copy) throws IOException {
        var digest = algorithm.digest();
        var bytes = new byte[BUFFER_BYTES];
        long size = 0;
        try (var out = FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (int length = in.readNBytes(bytes, 0, BUFFER_BYTES); length > 0; size += length, length = in
                    .readNBytes(bytes, 0, BUFFER_BYTES)) {
                digest.update(bytes, 0, length);
                boolean last = length < BUFFER_BYTES;
                if (last || !isZero(bytes)) {
                    write(out, ByteBuffer.wrap(bytes, 0, length), size);
                }
            }
            if (out.size() < size) {
                write(out, ByteBuffer.allocate(1), size - 1);
            }
        }
        return Checksum.of(algorithm, digest);
    }

    private static boolean isZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(FileChannel out, ByteBuffer buffer, long position) throws IOException {
        for (long at = position; buffer.hasRemaining();) {
            at += out.write(buffer, at);
        }
    }

    private Path asRaw(Path copy, ImageFormat format, Path raw) throws IOException {
        boolean isRaw = switch (format) {
            case RAW, GPT, ISO -> true;
            case QCOW2, VMDK, VDI, VHD, VHDX, QCOW, QED, LUKS, PLOOP, BOCHS, DMG, CLOOP -> false;
        };
        if (isRaw) {
            return copy;
        }
        faults.before(Step.CONVERT);
        qemuImg.convertToRaw(copy, format, raw);
        return raw;
    }

    private void keep(Path unfinished, Path target) throws IOException {
        faults.before(Step.KEEP);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("r--r--r--"));
        Durable.force(unfinished);
        Durable.publish(unfinished, target);
    }
}
