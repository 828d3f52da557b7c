package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges images by their first bytes, and a few others that these point at. Starts no program. */
public final class ImageInspector {
    /** The most that an inspection reads of an image, in bytes. */
    public static final int MOST_BYTES = ImageReader.MOST_BYTES;

    private static final List<Format> FORMATS = formats();

    private ImageInspector() {}

    private static List<Format> formats() {
        var formats = new ArrayList<Format>(
                List.of(new Qcow2(), new Vmdk(), new Vdi(), new Vhd(), new Vhdx(), new Iso()));
        formats.addAll(Refused.all());
        // Last, so that of several formats the answer names the one that is more than raw.
        formats.add(new PartitionTable());
        return List.copyOf(formats);
    }

    /**
     * Judges a file or a block device.
     *
     * @param declared the format that somebody else said it has
     * @throws ImageReadException if it cannot be read, or is neither
     */
    public static Inspection inspect(Path file, Optional<ImageFormat> declared) {
        try (var source = FileSource.open(file)) {
            return inspect(source, declared);
        } catch (IOException e) {
            throw new ImageReadException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Judges bytes from anywhere. */
    public static Inspection inspect(ByteSource source, Optional<ImageFormat> declared) throws IOException {
        var image = new ImageReader(source);
        var matching = new ArrayList<Format>();
        for (var format : FORMATS) {
            if (format.matches(image)) {
                matching.add(format);
            }
        }
        var found = matching.isEmpty() ? ImageFormat.RAW : matching.getFirst().format();
        var judgement = new Judgement(found);
        judgement.check(declared.isEmpty() || declared.get().covers(found), Reason.FORMAT_MISMATCH,
                "declared as %s, looks like %s".formatted(declared.map(ImageFormat::toString).orElse(""), found));
        judgement.check(matching.size() <= 1, Reason.AMBIGUOUS, "looks like %s at once".formatted(
                matching.stream().map(format -> format.format().toString()).collect(Collectors.joining(", "))));
        if (matching.isEmpty()) {
            judgement.virtualSize(image.size());
            judgement.check(image.size() > 0, Reason.TRUNCATED, "an empty file");
        } else {
            matching.getFirst().judge(image, judgement);
        }
        return judgement.inspection();
    }
}
