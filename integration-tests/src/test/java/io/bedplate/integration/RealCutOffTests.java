package io.bedplate.integration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.Journal;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.probe.HostProbe;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Operations on a real guest, cut off before each call of driver and journal and each look of the gate: the agent dies,
 * libvirtd is killed, QEMU is killed. What is left then is asked of the kernel: processes, pages, files. A second guest
 * runs beside all this and is to notice nothing.
 */
final class RealCutOffTests {
    private static final String VNF = "cutvnf";
    private static final String BYSTANDER = "bystander";
    /** Of the VNF, of 2 MiB each. */
    private static final long PAGES = 16;
    private static @Nullable RealHost started;
    private static OptionalLong bystander = OptionalLong.empty();
    private static long freeBefore;

    /** What is cut off. */
    enum Operation {
        SPAWN, STOP, START, DESTROY, REPIN
    }

    /** What ends in the middle. */
    enum End {
        AGENT, LIBVIRTD, QEMU
    }

    @BeforeAll
    static void aBystanderRuns() {
        assumeTrue(HostProbe.readThisHost().onlineCpus().size() > 1, "two CPUs are needed");
        started = RealHost.start(PAGES);
        try (var driver = host().open()) {
            host().agent(driver, host().journal()).spawn(RealHost.order(BYSTANDER, 32, Map.of()));
        }
        bystander = RealHost.process(BYSTANDER);
        freeBefore = RealHost.freePages();
    }

    @AfterAll
    static void endAll() {
        if (started != null) {
            try (var driver = host().open()) {
                var agent = host().agent(driver, host().journal());
                agent.recover();
                agent.claims().forEach(claim -> agent.destroy(claim.id()));
            }
            started.close();
        }
    }

    private static RealHost host() {
        return Objects.requireNonNull(started);
    }

    /** With disks where something of them happens. */
    private static SpawnRequest order(Operation operation) {
        var order = RealHost.order(VNF, 2 * PAGES,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        return switch (operation) {
            case SPAWN, DESTROY -> order.storing(host().storage());
            case STOP, START, REPIN -> order;
        };
    }

    static Stream<Arguments> rows() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(End.values()).map(end -> Arguments.of(operation, end)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsCutOffAnywhereLeavesNothingAndTouchesNoOther(Operation operation, End end) {
        int step = 1;
        while (isCutOff(operation, end, step)) {
            step++;
        }
        assertThat(step).as("steps of " + operation).isGreaterThan(2);
    }

    private static boolean isCutOff(Operation operation, End end, int step) {
        prepare(operation);
        var over = new CountDownLatch(1);
        var fault = new Fault(step, () -> strike(end, over));
        var driver = host().open();
        var agent = host().agent(fault.around(VirtDriver.class, driver), fault.around(Journal.class, host().journal()));
        // Its thread may stand still for ever, as the thread of a dead agent does.
        Thread.ofPlatform().daemon().start(() -> {
            try {
                agent.readClaims();
                work(operation, agent);
            } catch (VirtDriverException _) {
                // What it could not do is seen in what is left.
            } finally {
                over.countDown();
            }
        });
        await(over);
        driver.close();
        if (end == End.LIBVIRTD && fault.struck()) {
            host().startLibvirtd();
        }
        requireWhole("%s, %s ended before step %d".formatted(operation, end, step));
        return fault.struck();
    }

    private static void strike(End end, CountDownLatch over) {
        switch (end) {
            case AGENT -> {
                over.countDown();
                while (over.getCount() == 0) {
                    LockSupport.park();
                }
            }
            case LIBVIRTD -> host().killLibvirtd();
            case QEMU -> RealHost.killQemu(VNF);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void prepare(Operation operation) {
        try (var driver = host().open()) {
            var agent = host().agent(driver, host().journal());
            agent.recover();
            if (operation != Operation.SPAWN) {
                assertThat(agent.spawn(order(operation))).isInstanceOf(Spawned.class);
            }
            if (operation == Operation.START) {
                agent.stop(RealHost.id(VNF), Duration.ZERO);
            }
        }
    }

    private static void work(Operation operation, Agent agent) {
        switch (operation) {
            case SPAWN -> agent.spawn(order(operation));
            case STOP -> agent.stop(RealHost.id(VNF), Duration.ZERO);
            case START -> agent.start(RealHost.id(VNF));
            case DESTROY -> agent.destroy(RealHost.id(VNF));
            case REPIN -> agent.repin(RealHost.id(VNF), elsewhere(claim(agent).orElseThrow().spec().placement()));
        }
    }

    private static Optional<Claim> claim(Agent agent) {
        return agent.claims().stream().filter(claim -> claim.id().equals(RealHost.id(VNF))).findFirst();
    }

    private static GuestPlacement elsewhere(GuestPlacement former) {
        var cell = former.cells().getFirst();
        var to = CpuSet.of(HostProbe.readThisHost().onlineCpus().minus(cell.pinnedCpus()).first());
        var moved = new PlacedCell(0, cell.hostCell(), cell.vcpus(), new TreeMap<>(Map.of(0, to.first())),
                cell.floatingOn(), CpuSet.empty(), cell.memoryKib(), cell.pageSize());
        return new GuestPlacement(List.of(moved), former.sharedCpus(), to, former.ioThreads(), former.realtimeVcpus(),
                former.lockedMemory(), former.topology(), former.devices());
    }

    private static void requireWhole(String what) {
        try (var driver = host().open()) {
            var agent = host().agent(driver, host().journal());
            var report = agent.recover();
            assertThat(report.missing()).as(what).isEmpty();
            assertThat(report.unclaimed()).as(what).isEmpty();
            assertThat(report.unsettled()).as(what).isEmpty();
            requireClaimOrNothing(what, agent, driver);

            var guests = driver.guests();
            var again = host().agent(driver, host().journal());
            assertThat(again.recover().undone()).as(what).isEmpty();
            assertThat(again.claims()).as(what).isEqualTo(agent.claims());
            assertThat(driver.guests()).as(what).isEqualTo(guests);

            agent.destroy(RealHost.id(VNF));
            requireNothingLeft(what + ", destroyed", driver);
        }
    }

    private static void requireClaimOrNothing(String what, Agent agent, VirtDriver driver) {
        var claim = claim(agent);
        if (claim.isEmpty()) {
            requireNothingLeft(what, driver);
            return;
        }
        assertThat(claim.get().phase()).as(what).isEqualTo(Phase.ACTIVE);
        assertThat(claim.get().wanted()).as(what).isEmpty();
        var guest = driver.guest(RealHost.id(VNF)).orElseThrow();
        assertThat(guest.state()).as(what).isNotEqualTo(GuestState.PAUSED);
        assertThat(RealHost.process(VNF)).as(what).isEqualTo(guest.pid());
        if (guest.state() == GuestState.RUNNING) {
            assertThat(agent.verify(guest.id()).differences()).as(what).isEmpty();
        }
        requireBystander(what, driver);
    }

    private static void requireNothingLeft(String what, VirtDriver driver) {
        assertThat(driver.guests()).as(what).extracting(Guest::name).containsExactly(BYSTANDER);
        assertThat(host().filesOf(VNF)).as(what).isEmpty();
        RealHost.await(what + ": QEMU to end", () -> RealHost.process(VNF).isEmpty());
        RealHost.await(what + ": pages to return", () -> RealHost.freePages() == freeBefore);
        requireBystander(what, driver);
    }

    private static void requireBystander(String what, VirtDriver driver) {
        var guest = driver.guest(RealHost.id(BYSTANDER)).orElseThrow();
        assertThat(guest.state()).as(what).isEqualTo(GuestState.RUNNING);
        assertThat(guest.pid()).as(what).isEqualTo(bystander).isPresent();
    }
}
