package io.bedplate.libvirt.xml;

import java.util.HexFormat;
import java.util.Optional;

import io.bedplate.host.PciAddress;

/** Where a device sits, on whichever kind of bus; numbers as written. */
public record Address(@Attribute Optional<String> type, @Attribute Optional<String> domain,
        @Attribute Optional<String> bus, @Attribute Optional<String> slot, @Attribute Optional<String> function,
        @Attribute Optional<Switch> multifunction, @Attribute Optional<String> controller,
        @Attribute Optional<String> target, @Attribute Optional<String> unit, @Attribute Optional<String> port,
        @Attribute Optional<String> uuid, @Attribute Optional<String> base,
        @Attribute("iobase") Optional<String> ioBase, @Attribute Optional<String> irq, @Attribute Optional<String> reg,
        Rest rest) {
    private static final HexFormat HEX = HexFormat.of();

    /** A PCI function of the host, as a source. */
    public static Address source(PciAddress pci) {
        return pci(Optional.empty(), pci);
    }

    /** A place on the guest's PCI bus. */
    public static Address guest(PciAddress pci) {
        return pci(Optional.of("pci"), pci);
    }

    private static Address pci(Optional<String> type, PciAddress pci) {
        return new Address(type, hex(pci.domain(), pci.domain() > 0xffff ? 8 : 4), hex(pci.bus(), 2),
                hex(pci.slot(), 2),
                hex(pci.function(), 1), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Rest.NONE);
    }

    /** The same place's form with another function. */
    Address at(PciAddress pci) {
        var place = pci(type, pci);
        return new Address(type, place.domain, place.bus, place.slot, place.function, multifunction, controller, target,
                unit, port, uuid, base, ioBase, irq, reg, rest);
    }

    private static Optional<String> hex(long value, int digits) {
        return Optional.of("0x" + HEX.toHexDigits(value, digits));
    }

    /** The PCI function it names; a domain or function that is left out is 0. */
    public Optional<PciAddress> pci() {
        if (bus.isEmpty() || slot.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PciAddress(number(domain), (int) number(bus), (int) number(slot),
                    (int) number(function)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static long number(Optional<String> text) {
        long number = Long.decode(text.orElse("0").strip());
        if (number < 0 || number > 0xffffffffL) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }
}
