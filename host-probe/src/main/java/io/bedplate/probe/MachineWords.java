package io.bedplate.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostText;

/** The phrases of a {@link Machines} line, each read, defaults filled in; their sense together is checked when building. */
final class MachineWords {
    private static final int MOST = 4096;

    int cells = 1;
    int sockets;
    int cores = 1;
    int threads = 1;
    int llcs = 1;
    int pfs;
    int vfs;
    int otherDevices;
    boolean adjacent;
    String name = "synthetic";
    String arch = "x86_64";
    CpuSet offline = CpuSet.empty();
    List<Integer> ids = List.of();
    List<Integer> memoryless = List.of();
    List<Integer> cpuless = List.of();
    List<List<Integer>> distances = List.of();
    OptionalLong memoryKib = OptionalLong.empty();
    final SortedMap<PageSize, Long> pages = new TreeMap<>();

    private MachineWords() {}

    static MachineWords read(String line) {
        var words = new MachineWords();
        var seen = new HashSet<String>();
        for (String phrase : line.strip().split("\\s*,\\s*", -1)) {
            if (!seen.add(words.phrase(phrase))) {
                throw wrong(phrase, "each phrase once");
            }
        }
        words.fillIn();
        return words;
    }

    /** Returns what the phrase is about. */
    private String phrase(String phrase) {
        int colon = phrase.indexOf(':');
        if (colon > 0) {
            return colonPhrase(phrase, phrase.substring(0, colon), phrase.substring(colon + 1));
        }
        var parts = phrase.split("\\s+");
        if (parts.length == 2 && Character.isDigit(parts[0].charAt(0))) {
            return countPhrase(phrase, parts[0], parts[1]);
        }
        return namedPhrase(phrase, parts[0], List.of(parts).subList(1, parts.length));
    }

    private String colonPhrase(String phrase, String left, String right) {
        switch (left) {
            case "pf" -> {
                int times = right.indexOf('x');
                pfs = count(phrase, times < 0 ? right : right.substring(0, times));
                vfs = times < 0 ? 0 : count(phrase, right.substring(times + 1));
            }
            case "pci" -> otherDevices = count(phrase, right);
            default -> pages.put(pageSize(phrase, left), number(phrase, right));
        }
        return left;
    }

    private String countPhrase(String phrase, String number, String noun) {
        String plural = noun.endsWith("s") || noun.equals("memory") ? noun : noun + "s";
        switch (plural) {
            case "cells" -> cells = atLeastOne(phrase, number);
            case "sockets" -> sockets = atLeastOne(phrase, number);
            case "cores" -> cores = atLeastOne(phrase, number);
            case "threads" -> threads = atLeastOne(phrase, number);
            case "llcs" -> llcs = atLeastOne(phrase, number);
            case "memory" -> memoryKib = OptionalLong.of(memory(phrase, number));
            default -> throw wrong(phrase, "cells, sockets, cores, threads, llcs or memory");
        }
        return plural;
    }

    private String namedPhrase(String phrase, String word, List<String> rest) {
        switch (word) {
            case "adjacent" -> adjacent = true;
            case "ids" -> ids = counts(phrase, rest);
            case "offline" -> offline = CpuSet.of(counts(phrase, rest).stream().mapToInt(cpu -> cpu).toArray());
            case "memoryless" -> memoryless = counts(phrase, rest);
            case "cpuless" -> cpuless = counts(phrase, rest);
            case "distances" -> distances = rows(phrase, String.join(" ", rest));
            case "name" -> name = one(phrase, rest);
            case "arch" -> arch = one(phrase, rest);
            default -> throw wrong(phrase, "a phrase such as \"2 cells\", \"1G:32\" or \"offline 3\"");
        }
        return word;
    }

    private void fillIn() {
        if (ids.isEmpty()) {
            ids = IntStream.range(0, cells).boxed().toList();
        }
        sockets = sockets == 0 ? cells : sockets;
    }

    private static String one(String phrase, List<String> rest) {
        if (rest.size() != 1) {
            throw wrong(phrase, "one word after the first");
        }
        return rest.getFirst();
    }

    private static List<List<Integer>> rows(String phrase, String text) {
        var rows = new ArrayList<List<Integer>>();
        for (String row : text.split("/", -1)) {
            rows.add(counts(phrase, Arrays.asList(row.strip().split("\\s+"))));
        }
        return List.copyOf(rows);
    }

    private static List<Integer> counts(String phrase, List<String> texts) {
        return texts.stream().map(text -> count(phrase, text)).toList();
    }

    private static int atLeastOne(String phrase, String text) {
        int count = count(phrase, text);
        if (count == 0) {
            throw wrong(phrase, "at least 1");
        }
        return count;
    }

    private static int count(String phrase, String text) {
        long number = number(phrase, text);
        if (number > MOST) {
            throw wrong(phrase, "at most " + MOST);
        }
        return (int) number;
    }

    private static long number(String phrase, String text) {
        return HostText.number(text).orElseThrow(() -> wrong(phrase, "a number where \"" + text + "\" stands"));
    }

    private static PageSize pageSize(String phrase, String text) {
        try {
            return PageSize.parse(text);
        } catch (IllegalArgumentException _) {
            throw wrong(phrase, "pf:2x8, pci:1 or a page size and a count");
        }
    }

    private static long memory(String phrase, String text) {
        int unit = "KMGT".indexOf(text.charAt(text.length() - 1));
        if (unit < 0) {
            throw wrong(phrase, "a unit: K, M, G or T");
        }
        long number = number(phrase, text.substring(0, text.length() - 1));
        if (number >= 1L << (50 - 10 * unit)) {
            throw wrong(phrase, "less than an exbibyte");
        }
        return number << (10 * unit);
    }

    static IllegalArgumentException wrong(String phrase, String wanted) {
        return new IllegalArgumentException("machine: \"%s\": wanted %s".formatted(phrase, wanted));
    }
}
