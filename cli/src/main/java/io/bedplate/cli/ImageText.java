package io.bedplate.cli;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.libvirt.image.Finding;
import io.bedplate.libvirt.image.ImageFacts;
import io.bedplate.libvirt.image.Inspection;

/** The judgement of an image for people. */
final class ImageText {
    private ImageText() {}

    static List<String> lines(Inspection inspection) {
        var lines = new ArrayList<String>();
        switch (inspection) {
            case Inspection.Safe(var facts) -> lines.add("safe: " + said(facts));
            case Inspection.Unsafe(var facts, var findings) -> {
                lines.add("unsafe: " + said(facts));
                findings.stream().map(Finding::toString).forEach(finding -> lines.add("  " + finding));
            }
        }
        return lines;
    }

    private static String said(ImageFacts facts) {
        var size = facts.virtualSizeBytes();
        return facts.format() + (size.isPresent() ? ", %d bytes".formatted(size.getAsLong()) : ", size unknown");
    }
}
