package io.bedplate.libvirt.image;

import java.io.IOException;
import java.util.UUID;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;

/** The items of a VHDX's metadata region that a judgement depends on. */
final class VhdxMetadata {
    private static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static final UUID VIRTUAL_DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static final UUID PARENT_LOCATOR = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");
    private static final int TABLE_BYTES = 64 * 1024;
    private static final int HAS_PARENT = 2;

    private final ImageReader image;
    private final VhdxTable.Entry region;
    private final VhdxTable table;
    private final Judgement judgement;

    private VhdxMetadata(ImageReader image, VhdxTable.Entry region, VhdxTable table, Judgement judgement) {
        this.image = image;
        this.region = region;
        this.table = table;
        this.judgement = judgement;
    }

    static void judge(ImageReader image, VhdxTable.Entry region, Judgement judgement) throws IOException {
        var window = image.at(region.position(), TABLE_BYTES).littleEndian();
        if (!judgement.check(window.length() == TABLE_BYTES && image.contains(region.position(), region.length()),
                TRUNCATED, "the metadata region ends behind the file's %d bytes".formatted(image.size()))
                || !judgement.check(window.has(0, "metadata"), ABSURD_HEADER, "the metadata region is broken")) {
            return;
        }
        new VhdxMetadata(image, region, VhdxTable.items(window), judgement).items();
    }

    private void items() throws IOException {
        var size = item(VIRTUAL_DISK_SIZE);
        if (judgement.check(size.length() == 8, ABSURD_HEADER, "no virtual size")) {
            judgement.virtualSize(size.i64(0));
        }
        var parameters = item(FILE_PARAMETERS);
        if (judgement.check(parameters.length() == 8, ABSURD_HEADER, "no file parameters")
                && ((parameters.u32(4) & HAS_PARENT) != 0 || table.find(PARENT_LOCATOR).isPresent())) {
            judgement.backing("");
        }
    }

    /** The item's 8 bytes; fewer where it is missing. */
    private Window item(UUID guid) throws IOException {
        var entry = table.find(guid);
        boolean inside = entry.isPresent() && entry.get().position() >= TABLE_BYTES
                && entry.get().position() + 8 <= region.length();
        return inside
                ? image.at(region.position() + entry.get().position(), 8).littleEndian()
                : Window.of(new byte[0]);
    }
}
