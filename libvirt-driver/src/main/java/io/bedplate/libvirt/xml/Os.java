package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the guest is booted by. */
public record Os(@Attribute Optional<String> firmware, Optional<Type> type,
        @Element("firmware") Optional<FirmwareFeatures> firmwareFeatures, Optional<Loader> loader,
        Optional<Nvram> nvram, Optional<String> kernel, Optional<String> initrd, Optional<String> cmdline,
        Optional<String> dtb, @Element("boot") List<Boot> boots, @Element("bootmenu") Optional<BootMenu> bootMenu,
        Optional<Smbios> smbios, Optional<Bios> bios, Rest rest) {
    public Os {
        boots = List.copyOf(boots);
    }

    /** The kind of guest and its machine. */
    public record Type(@Attribute Optional<String> arch, @Attribute Optional<String> machine, @Text String value,
            Rest rest) {
        /** A guest that believes itself alone. */
        public static Type hvm(String arch, String machine) {
            return new Type(Optional.of(arch), Optional.of(machine), "hvm", Rest.NONE);
        }
    }

    /** What a firmware that libvirt chooses must have. */
    public record FirmwareFeatures(@Element("feature") List<FirmwareFeature> features, Rest rest) {
        public FirmwareFeatures {
            features = List.copyOf(features);
        }

        public FirmwareFeatures(List<FirmwareFeature> features) {
            this(features, Rest.NONE);
        }
    }

    /** One feature of a firmware. */
    public record FirmwareFeature(@Attribute Optional<Boolean> enabled, @Attribute Optional<String> name, Rest rest) {}

    /** The firmware's image. */
    public record Loader(@Attribute Optional<Boolean> readonly, @Attribute Optional<Boolean> secure,
            @Attribute Optional<String> type, @Attribute Optional<Boolean> stateless, @Text Optional<String> path,
            Rest rest) {}

    /** Where the firmware's variables are kept, and what they begin as. */
    public record Nvram(@Attribute Optional<String> template, @Attribute Optional<String> type,
            @Text Optional<String> path, Optional<DiskSource> source, Rest rest) {}

    /** A kind of device to boot from. */
    public record Boot(@Attribute String dev, Rest rest) {
        public Boot(String dev) {
            this(dev, Rest.NONE);
        }
    }

    /** Whether the user may choose; {@code timeout} in milliseconds. */
    public record BootMenu(@Attribute Optional<Boolean> enable, @Attribute OptionalInt timeout, Rest rest) {}

    /** Whose tables the guest sees. */
    public record Smbios(@Attribute String mode, Rest rest) {
        public Smbios(String mode) {
            this(mode, Rest.NONE);
        }
    }

    /** Settings of SeaBIOS. */
    public record Bios(@Attribute("useserial") Optional<Boolean> useSerial, @Attribute OptionalInt rebootTimeout,
            Rest rest) {}
}
