package io.bedplate.libvirt.xml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.bedplate.virt.DeviceId;

/**
 * The name of a guest's port among the host's network devices: {@code bp-}, seven characters for the guest and five for
 * the port, which is all that the kernel's 15 leave room for. The same port always has the same name, so what is left of
 * a guest is known by its name alone.
 *
 * @param guest of the guest, the same for all its ports
 * @param port  of the port within its guest
 */
public record PortName(String guest, String port) {
    private static final Pattern FORM = Pattern.compile("bp-([a-z2-7]{7})([a-z2-7]{5})");
    // RFC 4648, section 6, in lower case.
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    public static PortName of(UUID guest, DeviceId port) {
        return new PortName(ofGuest(guest), shortened(port.text(), 5));
    }

    /** The guest's part of its ports' names. */
    public static String ofGuest(UUID guest) {
        return shortened(guest.toString(), 7);
    }

    /** Empty for the name of anything but a port of ours. */
    public static Optional<PortName> parse(String device) {
        var match = FORM.matcher(device);
        return match.matches() ? Optional.of(new PortName(match.group(1), match.group(2))) : Optional.empty();
    }

    private static String shortened(String text, int characters) {
        var hash = sha256(text);
        var name = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            name.append(DIGITS.charAt(hash[i] & 31));
        }
        return name.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "bp-" + guest + port;
    }
}
