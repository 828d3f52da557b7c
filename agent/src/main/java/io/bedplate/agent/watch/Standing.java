package io.bedplate.agent.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;

/**
 * How an instance stood at the last look. Pure.
 *
 * @param pid         process that was looked at
 * @param differences empty where all was in force
 * @param remarks     what disturbed it
 */
record Standing(long pid, List<Difference> differences, int remarks) {
    Standing {
        differences = List.copyOf(differences);
    }

    static Standing of(Evidence evidence) {
        return new Standing(evidence.pid(), evidence.differences(), evidence.remarks().size());
    }

    boolean drifts() {
        return !differences.isEmpty();
    }

    /** Whether evidence has a difference that is not known. */
    boolean isNews(Evidence evidence) {
        return !keys(differences).containsAll(keys(evidence.differences()));
    }

    /** What is to be told of the next look; empty where it is as before. */
    Optional<Finding> next(Evidence evidence) {
        var id = evidence.instance();
        if (keys(differences).equals(keys(evidence.differences()))) {
            return drifts() || pid == evidence.pid()
                    ? Optional.empty()
                    : Optional.of(new Finding.InForce(id, evidence));
        }
        if (!drifts()) {
            return Optional.of(new Finding.DriftBegan(id, evidence));
        }
        return Optional.of(evidence.inForce()
                ? new Finding.DriftEnded(id, differences, evidence)
                : new Finding.DriftChanged(id, differences, evidence));
    }

    private static List<Difference> keys(List<Difference> differences) {
        return differences.stream().map(Difference::regardlessOfTime).toList();
    }

    /** What two looks, one right after the other, both have: a thread may be seen while it is made. */
    static Evidence confirmed(Evidence first, Evidence second) {
        var both = new ArrayList<>(second.differences());
        both.removeIf(difference -> !keys(first.differences()).contains(difference.regardlessOfTime()));
        return new Evidence(second.instance(), second.name(), second.at(), second.pid(), second.threads(),
                second.memory(), second.functions(), both, second.remarks());
    }
}
