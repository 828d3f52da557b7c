package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** A bus. */
@Element("controller")
public record Controller(@Attribute String type, @Attribute OptionalInt index, @Attribute Optional<String> model,
        @Attribute OptionalInt ports, @Attribute OptionalInt vectors, Optional<Driver> driver,
        @Element("model") Optional<ModelName> modelName, Optional<Target> target, Optional<Alias> alias,
        Optional<Address> address, @Element("pcihole64") Optional<Quantity> pciHole64, Optional<Master> master,
        Rest rest) implements Device {
    /** How it is served. */
    public record Driver(@Attribute OptionalInt queues, @Attribute("cmd_per_lun") OptionalInt commandsPerLun,
            @Attribute("max_sectors") OptionalInt maxSectors, @Attribute("ioeventfd") Optional<Switch> ioEventFd,
            @Attribute("iothread") OptionalInt ioThread, @Attribute Optional<Switch> iommu,
            @Attribute Optional<Switch> ats, @Attribute Optional<Switch> packed, Rest rest) {}

    /** QEMU's name of the device. */
    public record ModelName(@Attribute String name, Rest rest) {
        public ModelName(String name) {
            this(name, Rest.NONE);
        }
    }

    /** Its numbers as the guest sees them; {@code node} is the guest cell of an expander bus. */
    public record Target(@Attribute OptionalInt chassisNr, @Attribute Optional<String> chassis,
            @Attribute Optional<String> port, @Attribute OptionalInt busNr, @Attribute OptionalInt index,
            @Attribute Optional<Switch> hotplug, OptionalInt node, Rest rest) {}

    /** The USB controller it belongs to. */
    public record Master(@Attribute("startport") OptionalInt startPort, Rest rest) {}
}
