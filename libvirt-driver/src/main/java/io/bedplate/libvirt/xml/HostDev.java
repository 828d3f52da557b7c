package io.bedplate.libvirt.xml;

import java.util.Optional;

import io.bedplate.host.PciAddress;

/** A device of the host, handed through. */
@Element("hostdev")
public record HostDev(@Attribute Optional<String> mode, @Attribute Optional<String> type,
        @Attribute Optional<Boolean> managed, @Attribute Optional<String> model, @Attribute Optional<Switch> display,
        @Attribute("ramfb") Optional<Switch> ramFb, Optional<Driver> driver, Optional<Source> source,
        Optional<Interface.Teaming> teaming, Optional<BootOrder> boot, Optional<Rom> rom, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {
    /** A PCI function by VFIO; libvirt takes it from its driver and gives it back. */
    public static HostDev vfio(PciAddress address) {
        var source = new Source(Optional.empty(), Optional.empty(), Optional.of(Address.source(address)),
                Optional.empty(),
                Optional.empty(), Rest.NONE);
        return new HostDev(Optional.of("subsystem"), Optional.of("pci"), Optional.of(true), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(new Driver(Optional.of("vfio"), Rest.NONE)),
                Optional.of(source), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Rest.NONE);
    }

    /** Who holds it on the host. */
    public record Driver(@Attribute Optional<String> name, Rest rest) {}

    /** Which one. */
    public record Source(@Attribute Optional<String> startupPolicy, @Attribute Optional<Boolean> writeFiltering,
            Optional<Address> address, Optional<Id> vendor, Optional<Id> product, Rest rest) {}

    /** A number in hexadecimal. */
    public record Id(@Attribute String id, Rest rest) {
        public Id(String id) {
            this(id, Rest.NONE);
        }
    }
}
