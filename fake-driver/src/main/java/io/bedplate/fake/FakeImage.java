package io.bedplate.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

import io.bedplate.virt.Checksum;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.Image;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * What the fake driver makes of an image, which is a file of the real machine: raw, or a qcow2 header
 * (docs/interop/qcow2.txt of QEMU).
 *
 * @param sizeBytes what a guest would see
 * @param refusal   why no disk may start from it
 */
record FakeImage(long sizeBytes, Optional<DiskRefusal> refusal) {
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final int HEADER = 32;

    static FakeImage of(Image image) {
        if (!List.of("raw", "qcow2").contains(image.format())) {
            throw new VirtDriverException(Kind.INVALID_SPEC,
                    "image %s: format \"%s\": wanted raw or qcow2".formatted(image.file(), image.format()));
        }
        if (!Files.isRegularFile(image.file())) {
            return refused(new DiskRefusal.NoImage(image.file().toString(), "no such file"));
        }
        try {
            return of(image, Files.readAllBytes(image.file()));
        } catch (IOException e) {
            throw new VirtDriverException(Kind.INTERNAL, "image %s: %s".formatted(image.file(), e.getMessage()), e);
        }
    }

    private static FakeImage of(Image image, byte[] content) {
        var digest = image.checksum().algorithm().digest();
        digest.update(content);
        var found = Checksum.of(image.checksum().algorithm(), digest);
        if (!found.equals(image.checksum())) {
            return refused(new DiskRefusal.OtherContent(image.file().toString(), image.checksum(), found));
        }
        var header = ByteBuffer.wrap(content);
        boolean qcow2 = content.length >= HEADER && header.getInt(0) == QCOW2_MAGIC;
        if (qcow2 != image.format().equals("qcow2")) {
            return unsafe(image, "format-mismatch");
        }
        if (qcow2 && header.getLong(8) != 0) {
            return unsafe(image, "backing-file");
        }
        return new FakeImage(qcow2 ? header.getLong(24) : content.length, Optional.empty());
    }

    private static FakeImage unsafe(Image image, String finding) {
        return refused(new DiskRefusal.UnsafeImage(image.file().toString(), List.of(finding)));
    }

    private static FakeImage refused(DiskRefusal refusal) {
        return new FakeImage(0, Optional.of(refusal));
    }
}
