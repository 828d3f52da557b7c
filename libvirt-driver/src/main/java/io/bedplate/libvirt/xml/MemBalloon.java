package io.bedplate.libvirt.xml;

import java.util.Optional;

/** The balloon; {@code none} keeps libvirt from adding one. */
@Element("memballoon")
public record MemBalloon(@Attribute String model, @Attribute("autodeflate") Optional<Switch> autoDeflate,
        @Attribute Optional<Switch> freePageReporting, Optional<Stats> stats, Optional<VirtioDriver> driver,
        Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    public static MemBalloon none() {
        return new MemBalloon("none", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Rest.NONE);
    }

    /** How often the guest is asked, in seconds. */
    public record Stats(@Attribute int period, Rest rest) {
        public Stats(int period) {
            this(period, Rest.NONE);
        }
    }
}
