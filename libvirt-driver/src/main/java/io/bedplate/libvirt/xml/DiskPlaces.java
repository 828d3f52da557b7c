package io.bedplate.libvirt.xml;

import java.util.HashMap;
import java.util.Map;

/** Hands out the names of disks in the guest's order, a row for each prefix: {@code vda}, {@code vdb}, {@code sda}. */
final class DiskPlaces {
    private final Map<String, Integer> taken = new HashMap<>();

    String next(String prefix) {
        return prefix + suffix(taken.merge(prefix, 1, Integer::sum) - 1);
    }

    /** {@code a} to {@code z}, then {@code aa}: the way disks are counted. */
    private static String suffix(int index) {
        var letter = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? letter : suffix(index / 26 - 1) + letter;
    }
}
