package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** A graphics card. */
@Element("video")
public record Video(Optional<VirtioDriver> driver, Optional<Model> model, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {
    /** Which card, and how much memory it has, in KiB. */
    public record Model(@Attribute String type, @Attribute OptionalInt ram, @Attribute OptionalInt vram,
            @Attribute OptionalInt vram64, @Attribute("vgamem") OptionalInt vgaMem, @Attribute OptionalInt heads,
            @Attribute Optional<Boolean> primary, Optional<Acceleration> acceleration,
            Optional<Resolution> resolution, Rest rest) {}

    /** What hardware helps with. */
    public record Acceleration(@Attribute Optional<Boolean> accel2d, @Attribute Optional<Boolean> accel3d,
            @Attribute("rendernode") Optional<String> renderNode, Rest rest) {}

    /** Size in pixels. */
    public record Resolution(@Attribute int x, @Attribute int y, Rest rest) {
        public Resolution(int x, int y) {
            this(x, y, Rest.NONE);
        }
    }
}
