package io.bedplate.virt;

import java.time.Duration;
import java.util.List;

/** What became of a guest that was to migrate. In each case exactly one host has it, and that is said. */
public sealed interface MigrationResult {

    /**
     * It is at the destination and waits there for {@link Receiving#admit}; here it has no process any more.
     *
     * @param took         from the order to the end
     * @param downtime     standing still until its memory was there, as the hypervisor has it
     * @param sentKib      some of it more than once
     * @param kibPerSecond the most bandwidth that was seen; 0 = it was over too soon
     */
    record Left(Duration took, Duration downtime, long sentKib, int rounds,
            long kibPerSecond) implements MigrationResult {}

    /** It runs here as before, and the destination has nothing of it. */
    record Stayed(Why why) implements MigrationResult {}

    /**
     * Its process here ended on the way, and nobody has the guest. Here it is CRASHED or STOPPED, and can be started.
     */
    record Ended(String why) implements MigrationResult {}

    /** Why a guest stayed. */
    sealed interface Why {
        /** One sentence for people. */
        String sentence();

        /** Somebody called {@link Migrating#abort}. */
        record Aborted() implements Why {
            @Override
            public String sentence() {
                return "it was given up";
            }
        }

        /** The budget was spent. */
        record OverBudget(Duration budget, MigrationProgress last) implements Why {
            @Override
            public String sentence() {
                return "after %s %d of %d KiB were still to be sent".formatted(budget, last.remainingKib(),
                        last.totalKib());
            }
        }

        /** The destination's process is not as it should be. */
        record NotInPlace(List<String> differences) implements Why {
            public NotInPlace {
                differences = List.copyOf(differences);
            }

            @Override
            public String sentence() {
                return "the destination has it elsewhere: " + String.join("; ", differences);
            }
        }

        /** A hypervisor says no: it does not reach the destination, or lost it. */
        record Failed(String message) implements Why {
            @Override
            public String sentence() {
                return message;
            }
        }
    }
}
