package io.bedplate.host;

import java.util.Comparator;

/**
 * Where a PCI function sits: {@code 0000:3b:02.1}.
 *
 * @param domain   segment group, 0..0xffffffff (32-bit domains exist behind VMD controllers)
 * @param bus      0..255
 * @param slot     device number, 0..31
 * @param function 0..7
 */
public record PciAddress(long domain, int bus, int slot, int function) implements Comparable<PciAddress> {
    private static final Comparator<PciAddress> ORDER = Comparator.comparingLong(PciAddress::domain)
            .thenComparingInt(PciAddress::bus).thenComparingInt(PciAddress::slot)
            .thenComparingInt(PciAddress::function);

    public PciAddress {
        if (domain < 0 || domain > 0xffffffffL || bus < 0 || bus > 0xff || slot < 0 || slot > 0x1f || function < 0
                || function > 7) {
            throw new IllegalArgumentException(
                    "PCI address %x:%x:%x.%x is out of range".formatted(domain, bus, slot, function));
        }
    }

    /**
     * Reads {@code domain:bus:slot.function} in hexadecimal; the domain may be left out.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static PciAddress parse(String text) {
        return PciAddressFormat.parse(text);
    }

    /** The address in one word (48 bits), ordered like the address. */
    public long packed() {
        return domain << 16 | (long) bus << 8 | (long) slot << 3 | function;
    }

    public static PciAddress ofPacked(long packed) {
        return new PciAddress(packed >>> 16, (int) (packed >> 8) & 0xff, (int) (packed >> 3) & 0x1f, (int) packed & 7);
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    /** As the kernel writes it: {@code %04x:%02x:%02x.%x}. */
    @Override
    public String toString() {
        return PciAddressFormat.format(this);
    }
}
