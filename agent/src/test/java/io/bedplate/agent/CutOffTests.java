package io.bedplate.agent;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.agent.CutOffHost.Operation;
import io.bedplate.agent.Steps.Moment;
import io.bedplate.fake.CallerEnded;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation, cut off before and after each of its steps: each write to the journal, each call of the driver, each
 * look of the gate, each step in which a guest comes up. Recovery is cut off likewise, and the next one finishes it.
 * Nobody has written down how many steps there are: the last one is where nothing is cut off any more.
 */
final class CutOffTests {

    /** What was cut off, and of how many steps it is one. */
    private record Cut(CutOffHost host, boolean cutOff) {}

    private static Cut cut(Operation operation, int step, Moment moment) {
        var host = CutOffHost.preparedFor(operation);
        return new Cut(host, isCutOff(step, moment, host, agent -> {
            agent.readClaims();
            operation.work(agent);
        }));
    }

    private interface Work {
        void with(Agent agent);
    }

    private static boolean isCutOff(int step, Moment moment, CutOffHost host, Work work) {
        var steps = Steps.endingAt(step, moment, CallerEnded::new);
        try {
            work.with(host.agentOn(steps));
        } catch (CallerEnded | VirtDriverException _) {
            // How the operation ended is seen in what it left.
        }
        host.countNoMore();
        return steps.ended();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffAnywhereLeavesNothingAndTouchesNoOther(Operation operation) {
        for (var moment : Moment.values()) {
            int cuts = 0;
            var last = cut(operation, 1, moment);
            while (last.cutOff()) {
                last.host().requireWholeAfterRecovery("%s, cut off %s step %d".formatted(operation, moment, ++cuts));
                last = cut(operation, cuts + 1, moment);
            }
            assertThat(cuts).isPositive();
            last.host().requireWholeAfterRecovery(operation + ", not cut off");
        }
    }

    @ParameterizedTest
    @EnumSource
    void recoveryThatIsCutOffItselfIsFinishedByTheNext(Operation operation) {
        for (int step = 1; cut(operation, step, Moment.AFTER).cutOff(); step++) {
            for (var moment : Moment.values()) {
                assertThat(recoveriesCutOff(operation, step, moment)).isPositive();
            }
        }
    }

    private static int recoveriesCutOff(Operation operation, int step, Moment moment) {
        int cuts = 0;
        var host = cut(operation, step, Moment.AFTER).host();
        while (isCutOff(cuts + 1, moment, host, Agent::recover)) {
            host.requireWholeAfterRecovery("%s, cut off after step %d, its recovery %s step %d".formatted(operation,
                    step, moment, ++cuts));
            host = cut(operation, step, Moment.AFTER).host();
        }
        return cuts;
    }
}
