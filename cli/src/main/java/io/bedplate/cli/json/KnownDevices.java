package io.bedplate.cli.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.PciDevice;

/** The lists of devices that were read last: they make up most of a large host, and change least. */
final class KnownDevices {
    private static final int LISTS_KEPT = 8;

    /** An array as it was written, and what it came to. */
    static final class Known {
        private final byte[] text;
        final List<PciDevice> devices;

        private Known(byte[] text, List<PciDevice> devices) {
            this.text = text;
            this.devices = devices;
        }

        int length() {
            return text.length;
        }
    }

    /** The last one seen first. */
    private final List<Known> lists = new ArrayList<>();

    /** The list that begins at a place in a text. */
    Optional<Known> at(byte[] text, int start) {
        for (int i = 0; i < lists.size(); i++) {
            if (ByteSpan.isAt(text, start, lists.get(i).text)) {
                lists.addFirst(lists.remove(i));
                return Optional.of(lists.getFirst());
            }
        }
        return Optional.empty();
    }

    void add(byte[] text, int start, List<PciDevice> devices) {
        lists.addFirst(new Known(Arrays.copyOfRange(text, start, ByteSpan.end(text, start)), devices));
        if (lists.size() > LISTS_KEPT) {
            lists.removeLast();
        }
    }
}
