package io.bedplate.libvirt.image;

import java.util.List;

/** The judgement of an image. */
public sealed interface Inspection {
    ImageFacts facts();

    /** Other programs may open it, as the format of the facts and as nothing else. */
    record Safe(ImageFacts facts) implements Inspection {}

    /** No other program may open it. Findings in the order of {@link Reason}, at least one. */
    record Unsafe(ImageFacts facts, List<Finding> findings) implements Inspection {
        public Unsafe {
            findings = List.copyOf(findings);
        }

        /** Each reason once, in their order. */
        public List<Reason> reasons() {
            return findings.stream().map(Finding::reason).distinct().toList();
        }
    }
}
