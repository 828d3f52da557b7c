package io.bedplate.virt;

import java.util.List;

/**
 * Looks at a guest that exists but has not run its first instruction, and says whether it may. This is where a claim is
 * compared with the kernel.
 */
@FunctionalInterface
public interface LaunchGate {
    /** Lets every guest through. */
    LaunchGate OPEN = _ -> new Verdict.Admit();

    /**
     * Says whether the guest may run.
     *
     * @param guest with its process; paused, but for {@link Repinning}, which leaves it as it is
     */
    Verdict inspect(Guest guest);

    /** The gate's word. */
    sealed interface Verdict {
        /** The guest is as it should be. */
        record Admit() implements Verdict {}

        /**
         * The guest is not as it should be.
         *
         * @param differences one sentence each: the thing, what was wanted, what was found
         */
        record Refuse(List<String> differences) implements Verdict {
            public Refuse {
                differences = List.copyOf(differences);
            }
        }
    }
}
