package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.virt.Capability;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Chapter 20: another place for a guest that runs, where the driver can. */
interface RepinRules extends Rules {

    @Test
    @DisplayName("[20.1] repinning is present exactly with REPIN")
    default void repinningComesWithTheCapability() {
        assertThat(session().driver().repinning().isPresent()).isEqualTo(session().can(Capability.REPIN));
    }

    /** A guest whose one vCPU has a pCPU of its own, and the same guest on another. */
    record Move(InstanceSpec here, InstanceSpec there, int from, int to) {
        void assertHere(Session session) {
            assertThat(session.pinned(here)).contains(from).doesNotContain(to);
        }

        void assertThere(Session session) {
            assertThat(session.pinned(here)).contains(to).doesNotContain(from);
        }
    }

    /** Skips the test where the host has no cell of two pCPUs; does nothing for a driver without REPIN. */
    private void moving(BiConsumer<Repinning, Move> test) {
        session().driver().repinning().ifPresent(repinning -> {
            var cells = session().driver().host().cells();
            var cell = cells.stream().filter(one -> one.cpus().size() > 1).findFirst();
            assumeTrue(cell.isPresent(), "no cell has two pCPUs");
            test.accept(repinning, move(cell.get()));
        });
    }

    private Move move(NumaCell cell) {
        var spec = session().tiny();
        int from = cell.cpus().first();
        int to = cell.cpus().last();
        var here = Specs.pinned(spec, cell, from);
        session().driver().spawn(here, LaunchGate.OPEN);
        var move = new Move(here, Specs.pinned(spec, cell, to), from, to);
        move.assertHere(session());
        return move;
    }

    @Test
    @DisplayName("[20.2] repin puts the placement in force in the same process, and for its next start")
    default void repinMovesTheGuest() {
        moving((repinning, move) -> {
            var before = session().guest(move.here());
            var gate = Gate.doing(() -> move.assertThere(session()));
            repinning.repin(before.id(), move.there().placement(), gate);
            assertThat(gate.guest()).isEqualTo(before);
            assertThat(session().guest(move.here())).isEqualTo(before);
            move.assertThere(session());
            session().driver().stop(before.id(), Duration.ZERO);
            session().driver().start(before.id(), LaunchGate.OPEN);
            move.assertThere(session());
        });
    }

    @Test
    @DisplayName("[20.3] when the gate refuses or throws, the former placement is in force again")
    default void refusedRepinLeavesTheGuestWhereItWas() {
        moving((repinning, move) -> {
            var before = session().guest(move.here());
            var wanted = move.there().placement();
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE,
                    () -> repinning.repin(before.id(), wanted, Gate.refusing("vCPU 0: elsewhere")))
                    .hasMessageContaining("vCPU 0: elsewhere");
            move.assertHere(session());
            var broken = new IllegalStateException("the gate itself broke");
            assertThatThrownBy(() -> repinning.repin(before.id(), wanted, Gate.throwing(broken))).isSameAs(broken);
            move.assertHere(session());
            assertThat(session().guest(move.here())).isEqualTo(before);
            session().driver().stop(before.id(), Duration.ZERO);
            session().driver().start(before.id(), LaunchGate.OPEN);
            move.assertHere(session());
        });
    }

    @Test
    @DisplayName("[20.4] repin of a stopped guest changes its next start, without a gate")
    default void stoppedGuestIsRepinnedForItsNextStart() {
        moving((repinning, move) -> {
            session().driver().stop(move.here().id(), Duration.ZERO);
            var before = session().guest(move.here());
            var gate = Gate.refusing("nobody is to ask");
            repinning.repin(before.id(), move.there().placement(), gate);
            assertThat(gate.seen()).isEmpty();
            assertThat(session().guest(move.here())).isEqualTo(before);
            session().driver().start(before.id(), LaunchGate.OPEN);
            move.assertThere(session());
        });
    }

    @Test
    @DisplayName("[20.5] another shape is UNSUPPORTED, an absent pCPU INVALID_SPEC, an unknown guest NOT_FOUND")
    default void repinKeepsTheShape() {
        moving((repinning, move) -> {
            var before = session().guest(move.here());
            var id = before.id();
            var host = session().driver().host();
            var larger = Specs.withTopology(move.there(), new GuestCpuTopology(1, 2, 1)).placement();
            assertRefused(Kind.UNSUPPORTED, () -> repinning.repin(id, larger, LaunchGate.OPEN))
                    .hasMessageContaining("vCPU");
            int absent = host.onlineCpus().last() + 1;
            var nowhere = Specs.pinned(move.here(), host.cells().getFirst(), absent).placement();
            assertRefused(Kind.INVALID_SPEC, () -> repinning.repin(id, nowhere, LaunchGate.OPEN))
                    .hasMessageContaining(Integer.toString(absent));
            assertRefused(Kind.NOT_FOUND,
                    () -> repinning.repin(session().tiny().id(), move.there().placement(), LaunchGate.OPEN));
            assertThat(session().guest(move.here())).isEqualTo(before);
            move.assertHere(session());
        });
    }
}
