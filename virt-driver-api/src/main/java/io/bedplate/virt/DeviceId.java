package io.bedplate.virt;

import java.util.regex.Pattern;

/**
 * The name of one device within its guest, given by the caller and kept for the device's life: {@code root},
 * {@code data-1}, {@code nic-0}.
 *
 * @param text 1 to 32 of {@code a-z 0-9 -}, a letter or digit first
 */
public record DeviceId(String text) implements Comparable<DeviceId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public DeviceId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "device id \"%s\": wanted 1 to 32 of a-z 0-9 -, a letter or digit first".formatted(text));
        }
    }

    @Override
    public int compareTo(DeviceId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
