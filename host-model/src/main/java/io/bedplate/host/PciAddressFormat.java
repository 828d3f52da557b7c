package io.bedplate.host;

/** The kernel's text form of a PCI address, both ways. By hand, since a large host has thousands. */
final class PciAddressFormat {
    private static final int LONGEST_DOMAIN = 8;
    private static final int DOMAIN_DIGITS = 4;

    private final String text;
    private int at;

    private PciAddressFormat(String text) {
        this.text = text;
    }

    static PciAddress parse(String text) {
        return new PciAddressFormat(text).read();
    }

    /** {@code domain:bus:slot.function} or {@code bus:slot.function}. */
    private PciAddress read() {
        boolean hasDomain = text.indexOf(':') != text.lastIndexOf(':');
        long domain = hasDomain ? number(LONGEST_DOMAIN, ':') : 0;
        int bus = (int) number(2, ':');
        int slot = (int) number(2, '.');
        int function = at < text.length() ? digit(text.charAt(at)) : -1;
        if (function < 0 || function > 7 || at + 1 != text.length()) {
            throw malformed();
        }
        return new PciAddress(domain, bus, slot, function);
    }

    /** One digit or more and the mark behind them. */
    private long number(int mostDigits, char mark) {
        long number = 0;
        int from = at;
        while (at < text.length() && at - from < mostDigits && digit(text.charAt(at)) >= 0) {
            number = number << 4 | digit(text.charAt(at));
            at++;
        }
        if (at == from || at == text.length() || text.charAt(at) != mark) {
            throw malformed();
        }
        at++;
        return number;
    }

    // Character.digit would take the digits of other scripts, too.
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' && c < 0x80 ? lower - 'a' + 10 : -1;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("PCI address \"%s\": wanted the form 0000:3b:02.1".formatted(text));
    }

    static String format(PciAddress address) {
        var text = new StringBuilder(12);
        int digits = (67 - Long.numberOfLeadingZeros(address.domain())) / 4;
        append(text, address.domain(), Math.max(DOMAIN_DIGITS, digits)).append(':');
        append(text, address.bus(), 2).append(':');
        append(text, address.slot(), 2).append('.');
        return append(text, address.function(), 1).toString();
    }

    private static StringBuilder append(StringBuilder text, long number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (number >> shift) & 0xf, 16));
        }
        return text;
    }
}
