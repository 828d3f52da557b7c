package io.bedplate.nfv.extraspecs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name someone most likely meant: fewest slips of the keyboard, or the same words in another order. */
final class NearestName {
    // Longer names cost time and are no slip of a known one.
    private static final int LONGEST = 128;

    private record Scored(String name, int distance) {}

    private NearestName() {}

    /** Of equally near candidates the first; none where nothing is near, since a wild guess misleads. */
    static Optional<String> of(String asked, List<String> candidates) {
        String text = fold(asked.substring(0, Math.min(asked.length(), LONGEST)));
        return candidates.stream().map(name -> new Scored(name, distance(text, fold(name))))
                .filter(scored -> scored.distance() <= mostSlips(asked, scored.name()))
                .min(Comparator.comparingInt(Scored::distance))
                .map(Scored::name);
    }

    /** A third of what follows the namespace, but two in any case. */
    private static int mostSlips(String asked, String name) {
        return Math.max(2, Math.max(ownLength(asked), ownLength(name)) / 3);
    }

    private static int ownLength(String name) {
        return name.length() - 1 - name.lastIndexOf(':');
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static int distance(String asked, String name) {
        return Math.min(slips(asked, name), 1 + slips(sortedWords(asked), sortedWords(name)));
    }

    private static String sortedWords(String name) {
        String[] words = name.split("[:_.]", -1);
        Arrays.sort(words);
        return String.join("_", words);
    }

    /** Optimal string alignment distance: insertion, deletion, replacement, swap of neighbours count 1 each. */
    static int slips(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
