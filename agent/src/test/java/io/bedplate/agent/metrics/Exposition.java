package io.bedplate.agent.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reader of both texts, written from their grammars and from nothing of the renderer: a family's HELP and TYPE come
 * first and once, its samples stand together, no sample comes twice, histograms add up.
 */
final class Exposition {
    private static final Pattern SAMPLE = Pattern
            .compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (-?[0-9]+(?:\\.[0-9]+)?|[+]Inf)");
    private static final Pattern LABEL = Pattern
            .compile("\\G(?:^|,)([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"\\n]|\\\\[\\\\\"n])*)\"");

    /** Family to its type. */
    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, String> helps = new LinkedHashMap<>();
    /** Name and labels, sorted and unescaped, to the value. */
    final Map<String, Double> samples = new LinkedHashMap<>();
    private String family = "";
    private boolean ended;

    static Exposition read(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        var read = new Exposition();
        text.lines().forEach(read::line);
        read.requireWholeHistograms();
        return read;
    }

    boolean isOpenMetrics() {
        return ended;
    }

    double value(String nameAndLabels) {
        var value = samples.get(nameAndLabels);
        if (value == null) {
            throw new AssertionError("no sample " + nameAndLabels);
        }
        return value;
    }

    private void line(String line) {
        require(!ended, "a line after the end", line);
        if (line.equals("# EOF")) {
            ended = true;
        } else if (line.startsWith("# HELP ")) {
            var words = line.split(" ", 4);
            require(helps.put(words[2], words[3]) == null, "a family twice", line);
            family = words[2];
        } else if (line.startsWith("# TYPE ")) {
            var words = line.split(" ", -1);
            require(words[2].equals(family) && types.put(words[2], words[3]) == null, "a type out of place", line);
        } else if (line.startsWith("# UNIT ")) {
            var words = line.split(" ", -1);
            require(words[2].equals(family) && family.endsWith("_" + words[3]), "a unit out of place", line);
        } else {
            sample(line);
        }
    }

    private void sample(String line) {
        var parts = SAMPLE.matcher(line);
        require(parts.matches(), "no sample", line);
        String name = parts.group(1);
        require(name.equals(family) || name.startsWith(family + "_"), "a sample of another family than " + family,
                line);
        var labels = labels(parts.group(2) == null ? "" : parts.group(2), line);
        require(samples.put(name + labels, Double.parseDouble(parts.group(3).replace("+Inf", "Infinity"))) == null,
                "a sample twice", line);
    }

    private static Map<String, String> labels(String text, String line) {
        var labels = new TreeMap<String, String>();
        var label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            require(labels.put(label.group(1), unescaped(label.group(2))) == null, "a label twice", line);
            end = label.end();
        }
        require(end == text.length(), "something between labels", line);
        return labels;
    }

    private static String unescaped(String value) {
        var plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                c = value.charAt(i) == 'n' ? '\n' : value.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    // Buckets stand from the least to the greatest and count up; the last has all.
    private void requireWholeHistograms() {
        double before = 0;
        for (var sample : samples.entrySet()) {
            String name = sample.getKey();
            if (name.contains("_bucket{")) {
                require(sample.getValue() >= before, "a bucket with less than the one before", name);
                before = name.contains("le=+Inf") ? 0 : sample.getValue();
                if (name.contains("le=+Inf")) {
                    var count = name.replace("_bucket{", "_count{").replaceAll("(, )?le=[+]Inf(, )?", "$1");
                    require(sample.getValue().equals(samples.get(count.replace(", }", "}"))), "no such " + count, name);
                }
            }
        }
    }

    private static void require(boolean holds, String otherwise, String line) {
        if (!holds) {
            throw new AssertionError(otherwise + ": " + line);
        }
    }
}
