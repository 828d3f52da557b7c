package io.bedplate.libvirt.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.EXTERNAL_EXTENT;

/**
 * The text that says what a VMDK consists of.
 *
 * @param values  keys in lower case, values without quotes; of keys said twice each value
 * @param extents lines that begin with an access mode
 * @param strange lines that are neither, or too many
 */
record VmdkDescriptor(Map<String, List<String>> values, List<String> extents, List<String> strange) {
    private static final Pattern VALUE = Pattern.compile("([\\w.]+) *= *\"?([^\"]*)\"?");
    private static final Pattern EXTENT = Pattern.compile("(rw|rdonly|noaccess)\\s.*", Pattern.CASE_INSENSITIVE);
    // Access, sectors, type, name; a sparse extent has no offset behind.
    private static final Pattern OWN_EXTENT = Pattern.compile("rw\\s+\\d+\\s+sparse\\s+\"[^\"/\\\\:]*\"",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> ONE_FILE = List.of("monolithicsparse", "streamoptimized");
    private static final int MOST_LINES = 500;
    private static final String NO_PARENT = "ffffffff";

    static VmdkDescriptor read(Window window) {
        var text = window.text(0, window.length(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        var values = new TreeMap<String, List<String>>();
        var extents = new ArrayList<String>();
        var strange = new ArrayList<String>();
        var lines = (end < 0 ? text : text.substring(0, end)).lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).limit(MOST_LINES + 1L).toList();
        for (var line : lines) {
            Matcher value = VALUE.matcher(line);
            if (EXTENT.matcher(line).matches()) {
                extents.add(line);
            } else if (value.matches()) {
                values.computeIfAbsent(value.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(value.group(2));
            } else {
                strange.add(line);
            }
        }
        lines.stream().skip(MOST_LINES).forEach(strange::add);
        return new VmdkDescriptor(values, extents, strange);
    }

    /** Names the parent, if there is one. */
    void judge(Judgement judgement) {
        boolean child = values.getOrDefault("parentcid", List.of()).stream()
                .anyMatch(cid -> !cid.equalsIgnoreCase(NO_PARENT));
        var hints = values.getOrDefault("parentfilenamehint", List.of());
        if (child || !hints.isEmpty()) {
            judgement.backing(hints.isEmpty() ? "" : hints.getFirst());
        }
    }

    /** The descriptor of a file that is its own and only extent. */
    void judgeEmbedded(Judgement judgement) {
        judge(judgement);
        var types = values.getOrDefault("createtype", List.of());
        judgement.check(types.size() == 1 && ONE_FILE.contains(types.getFirst().toLowerCase(Locale.ROOT)),
                EXTERNAL_EXTENT, "createType %s".formatted(Judgement.quoted(String.join(", ", types))));
        for (var extent : extents) {
            judgement.check(OWN_EXTENT.matcher(extent).matches(), EXTERNAL_EXTENT,
                    "extent %s".formatted(Judgement.quoted(extent)));
        }
        judgement.check(extents.size() == 1, EXTERNAL_EXTENT, "%d extents, wanted one".formatted(extents.size()));
        strange.stream().findFirst().ifPresent(line -> judgement.found(ABSURD_HEADER,
                "a descriptor with the line %s".formatted(Judgement.quoted(line))));
    }
}
