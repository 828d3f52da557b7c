package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Chapter 22: vCPUs and memory that come and go, where the driver can. That one of them is there shows in its number or
 * name being taken. Whether a guest gives it back depends on the guest; a tiny one need not have a system that answers.
 */
interface GrowRules extends Rules {

    @Test
    @DisplayName("[22.1] growing is present exactly with GROW")
    default void growingComesWithTheCapability() {
        assertThat(session().driver().growing().isPresent()).isEqualTo(session().can(Capability.GROW));
    }

    /** A running guest whose one vCPU has a pCPU of its own, with room for as much again, and that as its growth. */
    record Sapling(InstanceSpec spec, NumaCell cell, int from, int to) {
        static Sapling of(InstanceSpec tiny, NumaCell cell) {
            var room = new Headroom(2 * tiny.vcpus(), 2 * tiny.memoryKib());
            var spec = Specs.pinned(tiny.on(tiny.hardware().with(room)), cell, cell.cpus().first());
            return new Sapling(spec, cell, cell.cpus().first(), cell.cpus().last());
        }

        InstanceId id() {
            return spec.id();
        }

        Growth growth() {
            return on(to).and(memory("module", cell.id()));
        }

        /** Of one vCPU on that pCPU. */
        Growth on(int pcpu) {
            return new Growth(List.of(new NewVcpu(1, 0, new Seat.Own(pcpu, CpuSet.empty()))), List.of());
        }

        /** Of one module in that host cell. */
        Growth memory(String name, int hostCell) {
            return new Growth(List.of(), List.of(new MemoryModule(new DeviceId(name), 0, hostCell, spec.memoryKib(),
                    Optional.empty())));
        }
    }

    /** Skips the test where the host has no cell of two pCPUs; does nothing for a driver without GROW. */
    private void growing(BiConsumer<Growing, Sapling> test) {
        session().driver().growing().ifPresent(growing -> {
            var cells = session().driver().host().cells();
            var cell = cells.stream().filter(one -> one.cpus().size() > 1).findFirst();
            assumeTrue(cell.isPresent(), "no cell has two pCPUs");
            var sapling = Sapling.of(session().tiny(), cell.get());
            session().driver().spawn(sapling.spec(), LaunchGate.OPEN);
            test.accept(growing, sapling);
        });
    }

    private static Stream<Growth> parts(Growth growth) {
        return Stream.concat(growth.vcpus().stream().map(vcpu -> new Growth(List.of(vcpu), List.of())),
                growth.modules().stream().map(module -> new Growth(List.of(), List.of(module))));
    }

    private void assertThere(Growing growing, Sapling sapling, Growth growth) {
        parts(growth).forEach(part -> assertRefused(Kind.EXISTS,
                () -> growing.grow(sapling.id(), part, LaunchGate.OPEN)));
    }

    private void restart(Sapling sapling) {
        session().driver().stop(sapling.id(), Duration.ZERO);
        session().driver().start(sapling.id(), LaunchGate.OPEN);
    }

    @Test
    @DisplayName("[22.2] what a guest grows by is there, where it was named, and at its next start")
    default void guestGrows() {
        growing((growing, sapling) -> {
            var before = session().guest(sapling.spec());
            var gate = Gate.doing(() -> assertThat(session().pinned(sapling.spec())).contains(sapling.from(),
                    sapling.to()));
            growing.grow(sapling.id(), sapling.growth(), gate);
            assertThat(gate.guest()).isEqualTo(before);
            assertThat(session().guest(sapling.spec())).isEqualTo(before);
            assertThere(growing, sapling, sapling.growth());
            restart(sapling);
            assertThat(session().pinned(sapling.spec())).contains(sapling.from(), sapling.to());
            assertThere(growing, sapling, sapling.growth());
        });
    }

    @Test
    @DisplayName("[22.3] when the gate refuses or throws, what came is taken back, or it is said that the guest keeps it")
    default void refusedGrowthIsTakenBack() {
        growing((growing, sapling) -> {
            var before = session().guest(sapling.spec());
            var refused = catchThrowableOfType(VirtDriverException.class,
                    () -> growing.grow(sapling.id(), sapling.growth(), Gate.refusing("vCPU 1: elsewhere")));
            assertThat(refused).hasMessageContaining("vCPU 1: elsewhere");
            assertThat(refused.kind()).isEqualTo(Kind.PLACEMENT_NOT_IN_FORCE);
            assertThat(session().guest(sapling.spec())).isEqualTo(before);
            if (saysThatItKeepsSome(refused)) {
                assertThat(growing.takeBack(sapling.id(), sapling.growth(), grace()).none()).isFalse();
                return;
            }
            var broken = new IllegalStateException("the gate itself broke");
            assertThatThrownBy(() -> growing.grow(sapling.id(), sapling.growth(), Gate.throwing(broken)))
                    .isSameAs(broken);
            growing.grow(sapling.id(), sapling.growth(), LaunchGate.OPEN);
        });
    }

    private static boolean saysThatItKeepsSome(Throwable refused) {
        return Stream.concat(Stream.of(refused), Stream.of(refused.getSuppressed()))
                .anyMatch(one -> String.valueOf(one.getMessage()).contains("keeps"));
    }

    @Test
    @DisplayName("[22.4] a stopped guest grows, and gives back, for its next start, without a gate")
    default void stoppedGuestGrowsForItsNextStart() {
        growing((growing, sapling) -> {
            session().driver().stop(sapling.id(), Duration.ZERO);
            var gate = Gate.refusing("nobody is to ask");
            growing.grow(sapling.id(), sapling.growth(), gate);
            assertThere(growing, sapling, sapling.growth());
            assertThat(growing.takeBack(sapling.id(), sapling.growth(), Duration.ZERO).none()).isTrue();
            growing.grow(sapling.id(), sapling.growth(), gate);
            assertThat(gate.seen()).isEmpty();
            session().driver().start(sapling.id(), LaunchGate.OPEN);
            assertThat(session().pinned(sapling.spec())).contains(sapling.from(), sapling.to());
        });
    }

    @Test
    @DisplayName("[22.5] beyond the headroom, elsewhere, absent or unknown: each has its kind, and nothing comes")
    default void growthThatDoesNotFitIsRefused() {
        growing((growing, sapling) -> {
            var before = session().guest(sapling.spec());
            var id = sapling.id();
            var twice = sapling.memory("one", sapling.cell().id()).and(sapling.memory("other", sapling.cell().id()));
            assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> growing.grow(id, twice, LaunchGate.OPEN))
                    .hasMessageContaining(Long.toString(2 * sapling.spec().memoryKib()));
            var host = session().driver().host();
            int nowhere = host.cells().getLast().id() + 1;
            assertRefused(Kind.UNSUPPORTED,
                    () -> growing.grow(id, sapling.memory("far", nowhere), LaunchGate.OPEN));
            int absent = host.onlineCpus().last() + 1;
            assertRefused(Kind.INVALID_SPEC, () -> growing.grow(id, sapling.on(absent), LaunchGate.OPEN))
                    .hasMessageContaining(Integer.toString(absent));
            assertRefused(Kind.INVALID_SPEC, () -> growing.grow(id, inCell(sapling, 1), LaunchGate.OPEN));
            assertRefused(Kind.NOT_FOUND,
                    () -> growing.grow(session().tiny().id(), sapling.growth(), LaunchGate.OPEN));
            var floating = session().spawned();
            assertRefused(Kind.UNSUPPORTED, () -> growing.grow(floating.id(), sapling.growth(), LaunchGate.OPEN));
            assertThat(session().guest(sapling.spec())).isEqualTo(before);
            growing.grow(id, sapling.growth(), LaunchGate.OPEN);
        });
    }

    private static Growth inCell(Sapling sapling, int guestCell) {
        return new Growth(List.of(new NewVcpu(1, guestCell, new Seat.Own(sapling.to(), CpuSet.empty()))), List.of());
    }

    @Test
    @DisplayName("[22.6] what the guest keeps is there as before, all else is gone; at the next start, too")
    default void growthIsTakenBackOrKept() {
        growing((growing, sapling) -> {
            var id = sapling.id();
            assertThat(growing.takeBack(id, sapling.growth(), Duration.ZERO).none()).isTrue();
            assertRefused(Kind.NOT_FOUND,
                    () -> growing.takeBack(session().tiny().id(), sapling.growth(), Duration.ZERO));
            growing.grow(id, sapling.growth(), LaunchGate.OPEN);
            var before = session().guest(sapling.spec());
            assertRefused(Kind.INVALID_SPEC,
                    () -> growing.takeBack(id, new Growth(List.of(new NewVcpu(0, 0,
                            new Seat.Own(sapling.from(), CpuSet.empty()))), List.of()), Duration.ZERO));
            var kept = growing.takeBack(id, sapling.growth(), grace());
            assertThat(session().guest(sapling.spec())).isEqualTo(before);
            assertThere(growing, sapling, kept.within(sapling.growth()));
            restart(sapling);
            assertThere(growing, sapling, kept);
            growing.grow(id, sapling.growth().without(kept), LaunchGate.OPEN);
            assertThere(growing, sapling, sapling.growth());
        });
    }
}
