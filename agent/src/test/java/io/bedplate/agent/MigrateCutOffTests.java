package io.bedplate.agent;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.bedplate.agent.Steps.Moment;
import io.bedplate.agent.TwoHosts.Side;
import io.bedplate.fake.CallerEnded;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.VirtDriverException;

import static io.bedplate.agent.TwoHosts.VNF;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A migration, one of its agents cut off before and after each of its steps, as {@link CutOffTests} does with what happens
 * on one host. Whoever begins anew first, and whatever the hypervisors do without them: exactly one host has the
 * instance, running in the place that is claimed there, and the other has nothing.
 */
final class MigrateCutOffTests {

    /** Whose agent ends. */
    enum Victim {
        SOURCE, DESTINATION;

        private Side of(TwoHosts hosts) {
            return this == SOURCE ? hosts.here : hosts.there;
        }
    }

    /**
     * One way to be cut off.
     *
     * @param finishedAlone the hypervisors go on without the agent that ended, else what is under way hangs
     * @param otherFirst    the agent that did not end begins anew, too, and first
     */
    record Case(Victim victim, Moment moment, boolean finishedAlone, boolean otherFirst) {}

    static Stream<Case> cases() {
        return Stream.of(Victim.values()).flatMap(victim -> Stream.of(Moment.values())
                .flatMap(moment -> Stream.of(true, false).flatMap(alone -> Stream.of(true, false)
                        .map(otherFirst -> new Case(victim, moment, alone, otherFirst)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exactlyOneHostHasItInTheEnd(Case one) {
        int cuts = 0;
        int moved = 0;
        while (true) {
            var hosts = new TwoHosts();
            boolean cutOff = cutOff(hosts, one, cuts + 1);
            recover(hosts, one);
            moved += assertOneHasIt(hosts, "%s, step %d".formatted(one, cuts + 1)) ? 1 : 0;
            if (!cutOff) {
                break;
            }
            cuts++;
        }
        assertThat(cuts).isGreaterThan(5);
        assertThat(moved).as("cut off late enough, it has moved").isPositive();
    }

    private static boolean cutOff(TwoHosts hosts, Case one, int step) {
        if (one.finishedAlone()) {
            hosts.here.host.roads().finishAlone();
        }
        var steps = Steps.endingAt(step, one.moment(), CallerEnded::new);
        try {
            one.victim().of(hosts).beginOn(steps);
            hosts.migrate();
        } catch (CallerEnded | VirtDriverException _) {
            // How it ended is seen in what it left.
        }
        hosts.here.host.faults().watchSteps(_ -> {});
        hosts.there.host.faults().watchSteps(_ -> {});
        return steps.ended();
    }

    /** The one that ended begins anew; what waits for an answer gets it then. */
    private static void recover(TwoHosts hosts, Case one) {
        var victim = one.victim().of(hosts);
        var other = victim == hosts.here ? hosts.there : hosts.here;
        victim.end();
        if (one.otherFirst()) {
            other.begin().recover();
        }
        assertThat(victim.begin().recover().unclaimed()).isEmpty();
        if (hosts.here.claim().filter(Claim::isTravelling).isPresent()) {
            hosts.here.agent().departures().settle(VNF);
        }
        if (hosts.there.claim().filter(Claim::isTravelling).isPresent()) {
            hosts.there.begin().recover();
        }
    }

    /** Whether it is there. */
    private static boolean assertOneHasIt(TwoHosts hosts, String what) {
        boolean moved = hosts.there.state().filter(GuestState.RUNNING::equals).isPresent();
        var has = moved ? hosts.there : hosts.here;
        var hasNot = moved ? hosts.here : hosts.there;
        has.assertRuns(what);
        hasNot.assertEmpty(what);
        has.agent().destroy(VNF);
        has.assertEmpty(what);
        return moved;
    }
}
