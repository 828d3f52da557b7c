package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** What numbered keys say of each guest cell, by flavor or image but not both. */
final class CellTexts {
    private final Twin twin;
    private final String prefix;
    private final @Nullable String[] texts;
    private final List<String> surplus = new ArrayList<>(0);
    private int said;

    private CellTexts(Twin twin, String prefix, int count) {
        this.twin = twin;
        this.prefix = prefix;
        this.texts = new String[count];
    }

    static CellTexts read(Reading reading, Twin twin, int count) {
        var flavor = reading.flavorsWithPrefix(twin.flavor);
        var image = reading.imagesWithPrefix(twin.image);
        if (!flavor.isEmpty() && !image.isEmpty()) {
            reading.refuse(RequestRule.CELLS_FORBIDDEN, twin, "one of the two", "both");
        }
        boolean byImage = flavor.isEmpty();
        var cells = new CellTexts(twin, byImage ? twin.image : twin.flavor, count);
        cells.add(byImage ? image : flavor);
        return cells;
    }

    private void add(SortedMap<String, String> described) {
        for (var entry : described.entrySet()) {
            int id = id(entry.getKey());
            if (id < 0 || id >= texts.length) {
                surplus.add(entry.getKey());
            } else {
                texts[id] = entry.getValue();
                said++;
            }
        }
    }

    // Without leading zeros, so that a cell has one name; no cell needs more than three digits.
    private int id(String key) {
        int from = prefix.length();
        int length = key.length() - from;
        if (length > 3 || (length > 1 && key.charAt(from) == '0')) {
            return -1;
        }
        return (int) Reading.number(key.substring(from), -1);
    }

    boolean isUnsaid() {
        return said == 0 && surplus.isEmpty();
    }

    /** Refuses a cell without, and a key without a cell. */
    boolean isComplete(Reading reading) {
        for (int id = 0; id < texts.length && said < texts.length; id++) {
            if (texts[id] == null) {
                refuse(reading, List.of(twin.flavor + id, twin.image + id), "nothing of cell " + id);
            }
        }
        if (!surplus.isEmpty()) {
            refuse(reading, surplus, "cells beyond");
        }
        return said == texts.length && surplus.isEmpty();
    }

    private void refuse(Reading reading, List<String> keys, String found) {
        reading.refuse(RequestRule.CELLS_INCOMPLETE, keys,
                "vCPUs and memory of each of %d cells".formatted(texts.length), found);
    }

    String key(int id) {
        return prefix + id;
    }

    /** Of a complete description. */
    @SuppressWarnings("NullAway") // complete: every cell has its text
    String get(int id) {
        return texts[id];
    }
}
