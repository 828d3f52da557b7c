package io.bedplate.cli;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Reads {@code HOST:PORT}, a host of IPv6 in brackets. */
final class ListenAddress {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]\\s]+)):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65535;

    private ListenAddress() {}

    /**
     * Reads it.
     *
     * @throws BadInputException for another form, or a host that nobody knows
     */
    static InetSocketAddress parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > HIGHEST_PORT) {
            throw new BadInputException("--listen \"%s\": wanted HOST:PORT, such as 127.0.0.1:9177".formatted(text));
        }
        var host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        var address = new InetSocketAddress(host, Integer.parseInt(parts.group(3)));
        if (address.isUnresolved()) {
            throw new BadInputException("--listen \"%s\": host \"%s\" is unknown".formatted(text, host));
        }
        return address;
    }
}
