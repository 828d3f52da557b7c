package io.bedplate.libvirt.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A judgement in the making: facts and findings, as a judge comes upon them. */
final class Judgement {
    private static final int LONGEST_QUOTE = 80;

    private final ImageFormat format;
    private final List<Finding> findings = new ArrayList<>();
    private OptionalLong virtualSizeBytes = OptionalLong.empty();
    private Optional<String> backingFile = Optional.empty();
    private Optional<String> dataFile = Optional.empty();

    Judgement(ImageFormat format) {
        this.format = format;
    }

    void found(Reason reason, String detail) {
        findings.add(new Finding(reason, detail));
    }

    /** A finding unless the condition holds; answers the condition. */
    boolean check(boolean good, Reason reason, String detail) {
        if (!good) {
            found(reason, detail);
        }
        return good;
    }

    /** Takes the size, and finds one that no disk has absurd. */
    void virtualSize(long bytes) {
        if (check(bytes >= 0, Reason.ABSURD_HEADER, "a disk of 2^63 bytes or more")) {
            virtualSizeBytes = OptionalLong.of(bytes);
        }
    }

    void backing(String name) {
        backingFile = Optional.of(name);
        found(Reason.BACKING_FILE, "its data come from %s, too".formatted(quoted(name)));
    }

    void data(String name) {
        dataFile = Optional.of(name);
        found(Reason.DATA_FILE, "its data are in %s".formatted(quoted(name)));
    }

    /** Cut, and without characters that would steer a terminal. */
    static String quoted(String text) {
        var cut = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "..";
        return "\"" + cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + "\"";
    }

    Inspection inspection() {
        var facts = new ImageFacts(format, virtualSizeBytes, backingFile, dataFile);
        var sorted = findings.stream().sorted(Comparator.comparing(Finding::reason)).toList();
        return sorted.isEmpty() ? new Inspection.Safe(facts) : new Inspection.Unsafe(facts, sorted);
    }
}
