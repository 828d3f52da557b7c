package io.bedplate.virt;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hardware address of a guest's port.
 *
 * @param text six lower-case hexadecimal bytes with colons; a single station, so the lowest bit of the first is 0 (IEEE
 *             802, section 8.2)
 */
public record MacAddress(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    public MacAddress {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "MAC address \"%s\": wanted six bytes such as 52:54:00:12:34:56".formatted(text));
        }
        if ((Integer.parseInt(text.substring(0, 2), 16) & 1) != 0) {
            throw new IllegalArgumentException("MAC address %s: a group address cannot be a port's".formatted(text));
        }
    }

    /** Takes upper case, too. */
    public static MacAddress parse(String text) {
        return new MacAddress(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text;
    }
}
