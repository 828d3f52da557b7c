package io.bedplate.cli.json;

import java.util.List;

import io.bedplate.nfv.InvalidReason;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;

/** What {@code fit} answers. */
public sealed interface FitAnswer {

    /** Yes, and where. */
    record Fits(Plan plan, List<String> warnings) implements FitAnswer {
        public Fits {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * No, and why.
     *
     * @param wouldFitIf sentences that read on from "would fit if"
     */
    record Rejected(Rejection rejection, List<String> wouldFitIf, List<String> warnings) implements FitAnswer {
        public Rejected {
            wouldFitIf = List.copyOf(wouldFitIf);
            warnings = List.copyOf(warnings);
        }
    }

    /** No host can serve this request: it contradicts itself or Nova's rules. */
    record Invalid(List<InvalidReason> reasons) implements FitAnswer {
        public Invalid {
            reasons = List.copyOf(reasons);
        }

        /** One line. */
        public String sentence() {
            String first = reasons.getFirst().sentence();
            return reasons.size() == 1 ? first : "%s (and %d more)".formatted(first, reasons.size() - 1);
        }
    }
}
