package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** A disk. */
@Element("disk")
public record Disk(@Attribute Optional<String> type, @Attribute Optional<String> device,
        @Attribute Optional<String> model, @Attribute Optional<String> snapshot,
        @Attribute("rawio") Optional<Boolean> rawIo, @Attribute("sgio") Optional<String> sgIo,
        Optional<DiskDriver> driver, Optional<DiskAuth> auth, Optional<DiskSource> source,
        Optional<BackingStore> backingStore, Optional<Target> target, @Element("iotune") Optional<DiskIoTune> ioTune,
        boolean readonly, boolean shareable, Optional<String> serial, Optional<String> wwn, Optional<String> vendor,
        Optional<String> product, Optional<DiskEncryption> encryption, @Element("blockio") Optional<BlockIo> blockIo,
        Optional<BootOrder> boot, Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    /** Its name in the guest's order, {@code vda} first, and its bus. */
    public record Target(@Attribute String dev, @Attribute Optional<String> bus, @Attribute Optional<String> tray,
            @Attribute Optional<Switch> removable, @Attribute("rotation_rate") OptionalInt rotationRate, Rest rest) {
        public static Target of(String dev, String bus) {
            return new Target(dev, Optional.of(bus), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                    Rest.NONE);
        }
    }

    /** Sector sizes in bytes. */
    public record BlockIo(@Attribute("logical_block_size") OptionalInt logical,
            @Attribute("physical_block_size") OptionalInt physical, Rest rest) {}
}
