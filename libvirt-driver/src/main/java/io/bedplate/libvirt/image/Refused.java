package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A format that is known by its magic and never served. */
record Refused(ImageFormat format, List<String> magics) implements Format {
    private static final int TRAILER_BYTES = 512;

    static List<Format> all() {
        return List.of(new OldQcow(),
                new Refused(ImageFormat.QED, List.of("QED\0")),
                new Refused(ImageFormat.LUKS, List.of("LUKS\u00ba\u00be")),
                new Refused(ImageFormat.PLOOP, List.of("WithoutFreeSpace", "WithouFreSpacExt")),
                new Refused(ImageFormat.BOCHS, List.of("Bochs Virtual HD Image")),
                new Refused(ImageFormat.CLOOP, List.of("#!/bin/sh\n#V2.0 Format\n")),
                new Dmg());
    }

    @Override
    public boolean matches(ImageReader image) {
        return magics.stream().anyMatch(magic -> image.head().has(0, magic));
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) {
        refuse(format, judgement);
    }

    private static void refuse(ImageFormat format, Judgement judgement) {
        judgement.found(Reason.UNSUPPORTED_FORMAT, "images of format %s are not served".formatted(format));
    }

    /** Apple's disk image; its magic begins the last sector. */
    private record Dmg() implements Format {
        @Override
        public ImageFormat format() {
            return ImageFormat.DMG;
        }

        @Override
        public boolean matches(ImageReader image) throws IOException {
            return image.at(image.size() - TRAILER_BYTES, 4).has(0, "koly");
        }

        @Override
        public void judge(ImageReader image, Judgement judgement) {
            refuse(format(), judgement);
        }
    }

    /** Version 1 of qcow, which has a backing file in the same place as its successor. */
    private record OldQcow() implements Format {
        @Override
        public ImageFormat format() {
            return ImageFormat.QCOW;
        }

        @Override
        public boolean matches(ImageReader image) {
            var head = image.head();
            return head.has(0, Qcow2.MAGIC) && head.length() >= 8 && head.u32(4) == 1;
        }

        @Override
        public void judge(ImageReader image, Judgement judgement) throws IOException {
            refuse(format(), judgement);
            var head = image.head();
            if (head.length() >= 48 && head.i64(8) != 0) {
                var name = image.at(head.i64(8), (int) Math.min(head.u32(16), 1023));
                judgement.backing(name.text(0, name.length(), StandardCharsets.UTF_8));
            }
        }
    }
}
