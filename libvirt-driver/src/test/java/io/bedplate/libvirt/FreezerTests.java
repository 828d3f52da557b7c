package io.bedplate.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever goes wrong, nothing stays frozen. */
final class FreezerTests {
    private final Scripted ice = new Scripted();
    private final GuestLocks locks = new GuestLocks();
    private final Thaws thaws = new Thaws(ice, Duration.ofMillis(1), locks);
    private final Freezer freezer = new Freezer(ice, thaws);

    private enum Step {
        NOTE, FREEZE, WORK, THAW, UNNOTE
    }

    /** A guest whose agent fails as often as it is told to. What it froze stays frozen until a thaw gets through. */
    private static final class Scripted implements Ice {
        private final List<Step> steps = new ArrayList<>();
        private final Map<Step, Integer> failures = new EnumMap<>(Step.class);
        private boolean frozen;
        private boolean noted;

        /** The next times of that step fail. */
        synchronized void fail(Step step, int times) {
            failures.put(step, times);
        }

        private void step(Step step) {
            steps.add(step);
            int left = failures.getOrDefault(step, 0);
            if (left > 0) {
                failures.put(step, left - 1);
                throw new VirtDriverException(Kind.UNAVAILABLE, step + " is not answered");
            }
        }

        @Override
        public synchronized void note(InstanceId id) {
            step(Step.NOTE);
            noted = true;
        }

        @Override
        public synchronized boolean isNoted(InstanceId id) {
            return noted;
        }

        @Override
        public synchronized void removeNote(InstanceId id) {
            step(Step.UNNOTE);
            noted = false;
        }

        // The agent does it, whether its answer arrives or not.
        @Override
        public synchronized void freeze(InstanceId id) {
            frozen = true;
            step(Step.FREEZE);
        }

        @Override
        public synchronized void thaw(InstanceId id) {
            step(Step.THAW);
            frozen = false;
        }

        synchronized boolean isUntouched() {
            return !frozen && !noted;
        }

        synchronized List<Step> steps() {
            return List.copyOf(steps);
        }
    }

    private void work() {
        ice.step(Step.WORK);
    }

    private boolean freeze(Quiescence quiescence) {
        return freezer.during(Specs.ID, GuestState.RUNNING, quiescence, this::work);
    }

    private void assertNothingStaysFrozen() {
        assertThat(Poll.until("the thaw", ice::isUntouched, done -> done)).isTrue();
    }

    @Test
    void guestIsFrozenForTheMomentOnly() {
        assertThat(freeze(Quiescence.REQUIRE)).isTrue();
        assertThat(ice.steps()).containsExactly(Step.THAW, Step.NOTE, Step.FREEZE, Step.WORK, Step.THAW, Step.UNNOTE);
        assertThat(ice.isUntouched()).isTrue();
    }

    @Test
    void guestThatNeedNotBeFrozenIsLeftAlone() {
        assertThat(freeze(Quiescence.NONE)).isFalse();
        assertThat(ice.steps()).containsExactly(Step.WORK);
    }

    @Test
    void snapshotThatFailsToBeginIsFollowedByAThaw() {
        ice.fail(Step.WORK, 1);
        assertThatThrownBy(() -> freeze(Quiescence.TRY)).hasMessageContaining("WORK");
        assertThat(ice.steps()).endsWith(Step.WORK, Step.THAW, Step.UNNOTE);
        assertThat(ice.isUntouched()).isTrue();
    }

    @Test
    void errorIsFollowedByAThaw() {
        assertThatThrownBy(() -> freezer.during(Specs.ID, GuestState.RUNNING, Quiescence.TRY, () -> {
            throw new AssertionError("out of its mind");
        })).isInstanceOf(AssertionError.class);
        assertNothingStaysFrozen();
    }

    @Test
    void agentThatFreezesWithoutAnAnswerIsThawed() {
        ice.fail(Step.FREEZE, 1);
        assertThatThrownBy(() -> freeze(Quiescence.REQUIRE)).hasMessageContaining("FREEZE");
        assertThat(ice.steps()).doesNotContain(Step.WORK);
        assertNothingStaysFrozen();
        ice.fail(Step.FREEZE, 1);
        assertThat(freeze(Quiescence.TRY)).isFalse();
        assertThat(ice.steps()).contains(Step.WORK);
        assertNothingStaysFrozen();
    }

    /** It looked for notes between ours and the freeze. */
    @Test
    void guestIsThawedThoughAnotherDriverTookTheNoteOff() {
        freezer.during(Specs.ID, GuestState.RUNNING, Quiescence.REQUIRE, () -> ice.removeNote(Specs.ID));
        assertNothingStaysFrozen();
    }

    @Test
    void thawIsTriedUntilItIsAnswered() {
        assertThat(freezer.during(Specs.ID, GuestState.RUNNING, Quiescence.REQUIRE, () -> ice.fail(Step.THAW, 20)))
                .isTrue();
        assertNothingStaysFrozen();
        assertThat(ice.steps()).filteredOn(Step.THAW::equals).hasSize(1 + 20 + 1);
    }

    @Test
    void interruptedCallerThawsAndStaysInterrupted() {
        freezer.during(Specs.ID, GuestState.RUNNING, Quiescence.REQUIRE, () -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertNothingStaysFrozen();
    }

    @Test
    void guestWithoutAnAgentIsNeitherNotedNorFrozen() {
        ice.fail(Step.THAW, 2);
        assertThatThrownBy(() -> freeze(Quiescence.REQUIRE)).hasMessageContaining("THAW");
        assertThat(freeze(Quiescence.TRY)).isFalse();
        assertThat(ice.steps()).containsExactly(Step.THAW, Step.THAW, Step.WORK);
    }

    @Test
    void pausedGuestIsNotAsked() {
        assertThatThrownBy(() -> freezer.during(Specs.ID, GuestState.PAUSED, Quiescence.REQUIRE, this::work))
                .isInstanceOfSatisfying(VirtDriverException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(ice.steps()).isEmpty();
    }

    /** The driver ends between freeze and thaw; the next one looks for notes. */
    @Test
    void whatADriverLeftFrozenIsThawedByTheNext() {
        thaws.close();
        freezer.during(Specs.ID, GuestState.RUNNING, Quiescence.REQUIRE, () -> ice.fail(Step.THAW, 1));
        assertThat(ice.isUntouched()).isFalse();
        new Thaws(ice, Duration.ofMillis(1), locks)
                .sweep(() -> List.of(new Guest(Specs.ID, "vnf", GuestState.RUNNING, OptionalLong.of(7))));
        assertNothingStaysFrozen();
    }
}
