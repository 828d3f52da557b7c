package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.CORRUPT;
import static io.bedplate.libvirt.image.Reason.ENCRYPTED;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNKNOWN_FEATURES;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;

/** qcow2, versions 2 and 3, by QEMU's docs/interop/qcow2.rst and the limits of its block/qcow2.c. */
final class Qcow2 implements Format {
    static final String MAGIC = "QFI\u00fb";

    private static final int NO_ENCRYPTION = 0;
    private static final int LUKS = 2;
    private static final int LONGEST_NAME = 1023;

    @Override
    public ImageFormat format() {
        return ImageFormat.QCOW2;
    }

    @Override
    public boolean matches(ImageReader image) {
        var head = image.head();
        return head.has(0, MAGIC) && !(head.length() >= 8 && head.u32(4) == 1);
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) throws IOException {
        var head = image.head();
        long version = head.length() < 8 ? 2 : head.u32(4);
        if (!judgement.check(version == 2 || version == 3, UNSUPPORTED_FORMAT,
                "qcow2 of version %d".formatted(version))) {
            return;
        }
        int least = version == 2 ? Qcow2Header.LENGTH_V2 : Qcow2Header.LENGTH_V3;
        if (!judgement.check(head.length() >= least, TRUNCATED,
                "%d bytes, the header has %d".formatted(head.length(), least))) {
            return;
        }
        var header = Qcow2Header.read(head);
        judgement.virtualSize(header.sizeBytes());
        names(header, image, judgement);
        features(header, judgement);
        if (Qcow2Layout.check(header, image, judgement)) {
            extensions(header, image, judgement);
        }
    }

    private static void names(Qcow2Header header, ImageReader image, Judgement judgement) throws IOException {
        if (header.backingOffset() != 0) {
            var name = image.at(header.backingOffset(), (int) Math.min(header.backingLength(), LONGEST_NAME));
            judgement.backing(name.text(0, name.length(), StandardCharsets.UTF_8));
        }
    }

    private static void features(Qcow2Header header, Judgement judgement) {
        long unknown = header.incompatible() & ~Qcow2Header.KNOWN_INCOMPATIBLE;
        judgement.check(unknown == 0, UNKNOWN_FEATURES, "incompatible features 0x%x".formatted(unknown));
        judgement.check(!header.has(Qcow2Header.CORRUPT), CORRUPT, "marked corrupt");
        judgement.check(header.compression() <= 1, UNKNOWN_FEATURES,
                "compression type %d".formatted(header.compression()));
        judgement.check(header.has(Qcow2Header.COMPRESSION_TYPE) == (header.compression() != 0), ABSURD_HEADER,
                "compression type %d against its feature bit".formatted(header.compression()));
        judgement.check(header.encryption() == NO_ENCRYPTION || header.encryption() == LUKS, ENCRYPTED,
                "encryption method %d".formatted(header.encryption()));
    }

    private static void extensions(Qcow2Header header, ImageReader image, Judgement judgement) throws IOException {
        var extensions = Qcow2Extensions.read(header, image, judgement);
        var dataFile = extensions.dataFile();
        if (dataFile.isPresent() || header.has(Qcow2Header.DATA_FILE)) {
            judgement.data(dataFile.orElse(""));
        }
        judgement.check(header.encryption() != LUKS || extensions.luksHeader(), ABSURD_HEADER,
                "encrypted with LUKS, and no LUKS header");
    }
}
