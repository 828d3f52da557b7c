package io.bedplate.sriov;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.bedplate.host.PciAddress;

/**
 * Which PCI addresses an operator means. Compiled to one set of numbers per part, so that a match is four look-ups whatever
 * the pattern was written as.
 */
public final class AddressPattern {
    private static final int BUSES = 256;
    private static final int SLOTS = 32;
    private static final int FUNCTIONS = 8;
    private static final AddressPattern ANY = new AddressPattern(-1, Pattern.compile(".*"), all(BUSES), all(SLOTS),
            all(FUNCTIONS));

    /** The one domain, or -1 where {@code domains} says. */
    private final long domain;
    private final Pattern domains;
    private final BitSet buses;
    private final BitSet slots;
    private final BitSet functions;

    private AddressPattern(long domain, Pattern domains, BitSet buses, BitSet slots, BitSet functions) {
        this.domain = domain;
        this.domains = domains;
        this.buses = buses;
        this.slots = slots;
        this.functions = functions;
    }

    public static AddressPattern any() {
        return ANY;
    }

    /**
     * Reads {@code domain:bus:slot.function} in hexadecimal; a part that is {@code *}, empty or left out from the front
     * means any ({@code *:0a:*.*}, {@code :0a:00.}).
     *
     * @throws IllegalArgumentException naming the text
     */
    public static AddressPattern glob(String text) {
        int dot = text.indexOf('.');
        String function = dot < 0 ? "*" : text.substring(dot + 1).strip();
        String[] parts = (dot < 0 ? text : text.substring(0, dot)).split(":", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("PCI address \"%s\": wanted the form 0000:3b:*.*".formatted(text));
        }
        int count = parts.length;
        String domain = count > 2 ? parts[0] : "*";
        String bus = count > 1 ? parts[count - 2] : "*";
        return new AddressPattern(isAny(domain) ? -1 : number(domain, 0xffffffffL, text), Pattern.compile(".*"),
                numbers(bus, BUSES, text), numbers(parts[count - 1], SLOTS, text),
                numbers(function, FUNCTIONS, text));
    }

    /** Regular expressions over each part as the kernel writes it ({@code 0000}, {@code 3b}, {@code 02}, {@code 1}). */
    public static AddressPattern regex(String domain, String bus, String slot, String function) {
        return new AddressPattern(-1, Pattern.compile(domain), matching(bus, "%02x", BUSES),
                matching(slot, "%02x", SLOTS), matching(function, "%x", FUNCTIONS));
    }

    private static boolean isAny(String part) {
        return part.isBlank() || part.strip().equals("*");
    }

    private static BitSet numbers(String part, int limit, String text) {
        if (isAny(part)) {
            return all(limit);
        }
        var one = new BitSet(limit);
        one.set((int) number(part, limit - 1, text));
        return one;
    }

    private static long number(String part, long most, String text) {
        if (!part.strip().matches("[0-9a-fA-F]{1,8}") || Long.parseLong(part.strip(), 16) > most) {
            throw new IllegalArgumentException(
                    "PCI address \"%s\": \"%s\" is no hexadecimal number up to %x".formatted(text, part, most));
        }
        return Long.parseLong(part.strip(), 16);
    }

    private static BitSet matching(String regex, String format, int limit) {
        var pattern = Pattern.compile(regex);
        return where(number -> pattern.matcher(format.formatted(number)).matches(), limit);
    }

    private static BitSet all(int limit) {
        return where(_ -> true, limit);
    }

    private static BitSet where(IntPredicate wanted, int limit) {
        var set = new BitSet(limit);
        IntStream.range(0, limit).filter(wanted).forEach(set::set);
        return set;
    }

    public boolean matches(PciAddress address) {
        return buses.get(address.bus()) && slots.get(address.slot()) && functions.get(address.function())
                && isDomain(address.domain());
    }

    private boolean isDomain(long number) {
        if (domain >= 0) {
            return domain == number;
        }
        return domains.pattern().equals(".*") || domains.matcher("%04x".formatted(number)).matches();
    }

    /** Whether just one address matches. */
    boolean isOneAddress() {
        return domain >= 0 && buses.cardinality() == 1 && slots.cardinality() == 1 && functions.cardinality() == 1;
    }
}
