package io.bedplate.libvirt;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.PlacedDomain;
import io.bedplate.libvirt.xml.ThreadPins;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A running guest of two vCPUs and two I/O threads on a host of two pCPUs gets another place. */
final class RepinTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final CpuSet ON_0 = CpuSet.of(0);
    private static final CpuSet ON_1 = CpuSet.of(1);
    @RegisterExtension
    static final Shared<TestHost> SHARED = new Shared<>(() -> {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        return TestHost.start();
    });
    private @Nullable VirtDriver opened;

    @BeforeEach
    void open() {
        opened = host().open();
    }

    @AfterEach
    void destroyAll() {
        driver().guests().forEach(guest -> driver().destroy(guest.id()));
        driver().close();
    }

    private static TestHost host() {
        return SHARED.get();
    }

    private VirtDriver driver() {
        return requireNonNull(opened);
    }

    /** vCPU 0 on one, vCPU 1 on the other pCPU; the emulator with vCPU 0, the I/O threads one on each. */
    private static GuestPlacement place(int first, CpuSet emulator) {
        var pinning = new TreeMap<>(Map.of(0, first, 1, 1 - first));
        var cell = new PlacedCell(0, 0, CpuSet.of(0, 1), pinning, CpuSet.empty(), CpuSet.empty(), 32 * 1024,
                Optional.empty());
        return new GuestPlacement(List.of(cell), CpuSet.empty(), emulator, new IoThreads(2, CpuSet.of(0, 1)),
                CpuSet.empty(), false, new GuestCpuTopology(1, 2, 1), List.of());
    }

    private InstanceSpec spawned(GuestPlacement placement) {
        var spec = host().guest(placement);
        driver().spawn(spec, LaunchGate.OPEN);
        return spec;
    }

    private long pid(InstanceSpec spec) {
        return driver().guest(spec.id()).orElseThrow().pid().orElseThrow();
    }

    /** As the kernel has it; empty = all as it should be. */
    private List<String> elsewhere(InstanceSpec spec, ThreadPins pins) {
        return new KernelThreads(FILES).differences(pid(spec), pins);
    }

    private static ThreadPins pins(int first, CpuSet emulator) {
        return new ThreadPins(new TreeMap<>(Map.of(0, CpuSet.of(first), 1, CpuSet.of(1 - first))), emulator,
                new TreeMap<>(Map.of(1, ON_0, 2, ON_1)));
    }

    @Test
    void everyThreadChangesPlacesAndNothingOutside() {
        var spec = spawned(place(0, ON_0));
        var other = spawned(place(0, ON_0));
        assertThat(elsewhere(spec, pins(0, ON_0))).isEmpty();
        driver().repinning().orElseThrow().repin(spec.id(), place(1, ON_1), LaunchGate.OPEN);
        assertThat(elsewhere(spec, pins(1, ON_1))).isEmpty();
        assertThat(elsewhere(other, pins(0, ON_0))).as("the other guest").isEmpty();
        driver().stop(spec.id(), Duration.ZERO);
        driver().start(spec.id(), LaunchGate.OPEN);
        assertThat(elsewhere(spec, pins(1, ON_1))).as("after a restart").isEmpty();
    }

    @Test
    void narrowThreadsWidenAgain() {
        var spec = spawned(place(0, ON_0));
        var both = CpuSet.of(0, 1);
        driver().repinning().orElseThrow().repin(spec.id(), place(0, both), LaunchGate.OPEN);
        assertThat(elsewhere(spec, pins(0, both))).isEmpty();
    }

    @Test
    void pausedGuestStaysPaused() {
        var spec = spawned(place(0, ON_0));
        driver().pausing().orElseThrow().pause(spec.id());
        var before = driver().guest(spec.id());
        driver().repinning().orElseThrow().repin(spec.id(), place(1, ON_1), LaunchGate.OPEN);
        assertThat(driver().guest(spec.id())).isEqualTo(before);
        assertThat(elsewhere(spec, pins(1, ON_1))).isEmpty();
    }

    /** Lets the n-th call fail, before it is carried out or after. */
    private record FailingCall(PlacementCalls real, int failing, boolean late, AtomicInteger made) {
        PlacementCalls proxy() {
            return (PlacementCalls) Proxy.newProxyInstance(PlacementCalls.class.getClassLoader(),
                    new Class<?>[]{PlacementCalls.class}, (_, method, arguments) -> {
                        boolean fails = made.incrementAndGet() == failing;
                        if (!fails || late) {
                            invoke(() -> method.invoke(real, arguments));
                        }
                        if (fails) {
                            throw new VirtDriverException(Kind.INTERNAL, "call %d fails".formatted(failing));
                        }
                        return null;
                    });
        }

        private interface Call {
            void make() throws IllegalAccessException, InvocationTargetException;
        }

        private static void invoke(Call call) throws IllegalAccessException {
            try {
                call.make();
            } catch (InvocationTargetException e) {
                throw (RuntimeException) e.getCause();
            }
        }
    }

    /** Two vCPUs, two I/O threads, the emulator, the mark and the definition. */
    private static final int CALLS = 7;

    @Test
    void callThatFailsAnywhereLeavesAllAsItWas() {
        var spec = spawned(place(0, ON_0));
        try (var link = LibvirtLink.open(host().daemon().uri(), new EventRelay(InstantSource.system()))) {
            var before = documents(link, spec);
            for (int failing = 1; failing <= CALLS; failing++) {
                for (boolean late : List.of(false, true)) {
                    var made = new AtomicInteger();
                    int nth = failing;
                    assertThatThrownBy(() -> repin(link, spec, place(1, ON_1),
                            real -> new FailingCall(real, nth, late, made).proxy())).hasMessage(
                                    "call %d fails".formatted(nth));
                    assertThat(elsewhere(spec, pins(0, ON_0))).as("after call %d, late %s", nth, late).isEmpty();
                    assertThat(documents(link, spec)).isEqualTo(before);
                }
            }
            repin(link, spec, place(1, ON_1), real -> new FailingCall(real, CALLS + 1, false, new AtomicInteger())
                    .proxy());
            assertThat(elsewhere(spec, pins(1, ON_1))).isEmpty();
            assertThat(documents(link, spec)).isNotEqualTo(before);
        }
    }

    @Test
    void failureOfTheUndoIsReportedWithTheFirst() {
        var spec = spawned(place(0, ON_0));
        try (var link = LibvirtLink.open(host().daemon().uri(), new EventRelay(InstantSource.system()))) {
            var made = new AtomicInteger();
            assertThatThrownBy(() -> repin(link, spec, place(1, ON_1), real -> new FailingCall(
                    new FailingCall(real, 3, false, made).proxy(), 4, false, new AtomicInteger()).proxy()))
                    .asInstanceOf(type(VirtDriverException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INTERNAL))
                    .satisfies(e -> assertThat(e).hasMessageContainingAll("call 3 fails", "call 4 fails",
                            "could not be undone", "I/O thread 1"));
            assertThat(elsewhere(spec, pins(0, ON_0))).as("the other steps are undone").isEmpty();
        }
    }

    /** What is known of the domain, running and defined. */
    private static List<PlacedDomain> documents(LibvirtLink link, InstanceSpec spec) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(spec.id().uuid()).orElseThrow()) {
                var definition = new DomainDefinition(domain);
                var everywhere = CpuSet.of(0, 1);
                return List.of(PlacedDomain.of(DomainXml.read(definition.now()), everywhere),
                        PlacedDomain.of(DomainXml.read(definition.ofNextStart()), everywhere));
            }
        });
    }

    private static void repin(LibvirtLink link, InstanceSpec spec, GuestPlacement wanted,
            Function<PlacementCalls, PlacementCalls> faulty) {
        var processes = new GuestProcesses(FILES);
        var known = new Guests(link, processes).known(spec.id()).orElseThrow();
        new Repinner(link, FILES, new HostReadings(FILES, InstantSource.system()), processes,
                id -> faulty.apply(new PlacementCalls.Real(link, processes, new KernelThreads(FILES), id))).repin(known,
                        Machine.x86(Machine.QEMU, "/usr/bin/qemu-system-x86_64"), wanted, LaunchGate.OPEN);
    }
}
