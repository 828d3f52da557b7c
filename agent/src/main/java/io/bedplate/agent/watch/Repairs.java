package io.bedplate.agent.watch;

import java.util.List;

import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;

/** What putting a guest back into its place can put right. Pure. */
final class Repairs {
    private Repairs() {}

    /** Differences of drift that is new. */
    static List<Difference> within(Finding finding) {
        return switch (finding) {
            case Finding.DriftBegan(_, var evidence) -> within(evidence);
            case Finding.DriftChanged(_, _, var evidence) -> within(evidence);
            case Finding.InForce _,Finding.DriftEnded _,Finding.DriftMoot _,Finding.NotRepaired _ -> List.of();
        };
    }

    private static List<Difference> within(Evidence evidence) {
        return evidence.differences().stream().filter(Repairs::helps).toList();
    }

    private static boolean helps(Difference difference) {
        return switch (difference) {
            case Difference.ThreadElsewhere _,Difference.GroupElsewhere _ -> true;
            case Difference.ThreadMissing _,Difference.NotFifo _,Difference.OtherPriority _,Difference.NotOrdinary _,Difference.FunctionUnbound _,Difference.GroupNotHeld _,Difference.FunctionElsewhere _,Difference.InterruptOnForeign _,Difference.InterruptFar _,Difference.Stranger _,Difference.TooLittleMemory _,Difference.MemoryElsewhere _,Difference.MemoryNotBound _,Difference.NotLocked _,Difference.NoProcess _ ->
                false;
        };
    }
}
