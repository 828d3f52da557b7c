package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.agent.proof.VcpuHold;
import io.bedplate.agent.watch.Finding;
import io.bedplate.agent.watch.PlacementWatch;
import io.bedplate.agent.watch.WatchPolicy;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a hand can do to two running guests, one with a realtime vCPU and a virtual function, one beside it: the next round
 * of the watch has the exact difference, and the one after it has been undone has none.
 */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TamperTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final int CELL = 2;
    private static final long MEMORY_KIB = 128 << 10;
    private static final long MIGRATE_PAGES = 256; // of x86-64
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Card card = Card.ofCell(CELL, 1);
    private final ComputeHost host = ComputeHost.open();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final PlacementWatch watch = new PlacementWatch(host.agent(), WatchPolicy.every(Duration.ofHours(1)),
            executor, InstantSource.system());
    private final List<Finding> findings = new ArrayList<>();
    private final LabGuest guest = host.spawn(order("tampered", Map.of("hw:cpu_realtime", "yes",
            "hw:cpu_realtime_mask", "^0")).with(Card.function(PciNumaPolicy.REQUIRED)));
    private final LabGuest other = host.spawn(order("beside", Map.of()));

    private static GuestOrder order(String name, Map<String, String> more) {
        var specs = new TreeMap<>(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048",
                "hw:emulator_threads_policy", "share"));
        specs.putAll(more);
        return new GuestOrder(name, 2, MEMORY_KIB >> 10, specs);
    }

    @BeforeAll
    void bothGuestsRunAndAreInForce() {
        guest.words();
        watch.onFinding(findings::add);
        watch.round();
        assertThat(findings).hasSize(2).hasOnlyElementsOfType(Finding.InForce.class);
    }

    @AfterEach
    void whatWasUndoneIsOver() {
        watch.round();
        assertThat(watch.counts().drifting()).isZero();
    }

    @AfterAll
    void end() {
        watch.close();
        executor.shutdownNow();
        host.close();
        card.close();
    }

    /** What the next round tells of one guest, and of no other. */
    private List<Difference> found(InstanceId id) {
        findings.clear();
        watch.round();
        assertThat(findings).singleElement().isInstanceOf(Finding.DriftBegan.class);
        var began = (Finding.DriftBegan) findings.getFirst();
        assertThat(began.instance()).isEqualTo(id);
        return began.evidence().differences();
    }

    private int thread(int vcpu) {
        return Integer.parseInt(guest.process().vcpuThread(vcpu));
    }

    private static void write(String path, String value) {
        FILES.write(path, value);
    }

    @Test
    @Order(1)
    void theFirstRoundsTellWhoIsPinnedAlone() {
        watch.round();
        assertThat(watch.holds(guest.id()).orElseThrow()).hasSize(2)
                .noneMatch(hold -> hold.kind() == VcpuHold.Kind.FLOATING);
    }

    /** The cpuset that libvirt has put around the thread would refuse the taskset, so it is opened first. */
    @Test
    @Order(2)
    void aVcpuThatIsMoved() {
        var claimed = guest.pcpuOf(0);
        write(cpuset(), "0-7");
        Programs.run("taskset", "--cpu-list", "--pid", "0-1", "" + thread(0));
        try {
            assertThat(found(guest.id())).containsExactly(
                    new Difference.ThreadElsewhere("vcpu 0", thread(0), claimed, CpuSet.range(0, 1)),
                    new Difference.GroupElsewhere("vcpu 0", group(), claimed, CpuSet.range(0, 7)));
        } finally {
            write(cpuset(), claimed.toString());
            Programs.run("taskset", "--cpu-list", "--pid", claimed.toString(), "" + thread(0));
        }
    }

    @Test
    @Order(3)
    void prioritiesThatAreChanged() {
        Programs.run("chrt", "--fifo", "--pid", "50", "" + thread(1));
        Programs.run("chrt", "--fifo", "--pid", "7", "" + thread(0));
        try {
            assertThat(found(guest.id())).containsExactly(new Difference.NotOrdinary("vcpu 0", thread(0), 7),
                    new Difference.OtherPriority("vcpu 1", thread(1), 1, 50));
        } finally {
            Programs.run("chrt", "--fifo", "--pid", "1", "" + thread(1));
            Programs.run("chrt", "--other", "--pid", "0", "" + thread(0));
        }
    }

    @Test
    @Order(4)
    void aControlGroupThatIsWidened() {
        write(cpuset(), "0-7");
        try {
            assertThat(found(guest.id())).contains(
                    new Difference.GroupElsewhere("vcpu 0", group(), guest.pcpuOf(0), CpuSet.range(0, 7)));
        } finally {
            write(cpuset(), guest.pcpuOf(0).toString());
        }
    }

    private String group() {
        return FILES.read("proc/%d/task/%d/cgroup".formatted(guest.pid(), thread(0))).orElseThrow()
                .substring("0::/".length());
    }

    private String cpuset() {
        return "sys/fs/cgroup/" + group() + "/cpuset.cpus";
    }

    @Test
    @Order(5)
    void aBusyProcessOnADedicatedPcpu() throws IOException {
        var pcpu = guest.pcpuOf(0);
        watch.round();
        var busy = new ProcessBuilder("taskset", "--cpu-list", pcpu.toString(), "sh", "-c", "while :; do :; done")
                .start();
        try {
            findings.clear();
            Waiting.until("the busy process is found", LONGEST, () -> {
                watch.round();
                return !findings.isEmpty();
            });
            assertThat(((Finding.DriftBegan) findings.getFirst()).evidence().differences()).singleElement()
                    .isInstanceOfSatisfying(Stranger.class, stranger -> {
                        assertThat(stranger.pid()).isEqualTo(busy.pid());
                        assertThat(CpuSet.of(stranger.pcpu())).isEqualTo(pcpu).isEqualTo(stranger.allowed());
                        assertThat(stranger.kind()).isEqualTo(Stranger.Kind.HOST);
                    });
            assertThat(watch.holds(guest.id()).orElseThrow().getFirst().kind())
                    .isEqualTo(VcpuHold.Kind.PINNED_SHARED);
        } finally {
            busy.destroyForcibly().onExit().join();
        }
        watch.round();
    }

    @Test
    @Order(6)
    void anInterruptThatIsSentToAnotherGuest() {
        var line = host.agent().verify(guest.id()).functions().getFirst().found().interrupts().getFirst();
        String file = "proc/irq/%d/smp_affinity_list".formatted(line.number());
        String former = FILES.read(file).orElseThrow();
        write(file, other.pcpuOf(0).toString());
        try {
            assertThat(found(guest.id())).containsExactly(new Difference.InterruptOnForeign(function(), line.number(),
                    other.pcpuOf(0), other.pcpuOf(0)));
        } finally {
            write(file, former);
        }
    }

    @Test
    @Order(7)
    void pagesThatAreMoved() throws Throwable {
        int cell = other.placement().cells().getFirst().hostCell();
        int elsewhere = cell == 3 ? 1 : 3;
        migratePages(other.pid(), cell, elsewhere);
        try {
            long moved = other.process().hugeKib(2048).getOrDefault(elsewhere, 0L);
            assertThat(moved).isPositive();
            assertThat(found(other.id())).contains(
                    new Difference.MemoryElsewhere(elsewhere, PageSize.MIB_2, moved),
                    new Difference.TooLittleMemory(cell, PageSize.MIB_2, MEMORY_KIB, MEMORY_KIB - moved));
        } finally {
            migratePages(other.pid(), elsewhere, cell);
        }
    }

    /** As migratepages(8), which the lab has not. */
    @SuppressWarnings("restricted") // the lab's JVM is told that native calls are wanted
    private static void migratePages(long pid, int from, int to) throws Throwable {
        var linker = Linker.nativeLinker();
        var words = ValueLayout.JAVA_LONG;
        var call = linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"), FunctionDescriptor.of(words,
                words, words, words, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var old = arena.allocateFrom(words, 1L << from);
            var wanted = arena.allocateFrom(words, 1L << to);
            assertThat((long) call.invokeExact(MIGRATE_PAGES, pid, 64L, old, wanted)).isNotNegative();
        }
    }

    private PciAddress function() {
        return guest.placement().devices().getFirst().address();
    }

    private static Stream<Difference> drift(Finding finding) {
        return switch (finding) {
            case Finding.DriftBegan(_, var evidence) -> evidence.differences().stream();
            case Finding.DriftChanged(_, _, var evidence) -> evidence.differences().stream();
            case Finding.InForce _,Finding.DriftEnded _,Finding.DriftMoot _,Finding.NotRepaired _ -> Stream.empty();
        };
    }

    /** The kernel asks QEMU for it, which has the guest let go; so this one is the last. */
    @Test
    @Order(8)
    void aFunctionThatIsTakenFromVfio() throws IOException {
        var unbinding = new ProcessBuilder("sh", "-c",
                "echo %s > /sys/bus/pci/drivers/vfio-pci/unbind".formatted(function())).start();
        findings.clear();
        // One thing comes after the other: the guest lets go, the driver lets go, another one comes.
        Waiting.until("the function is missed", LONGEST, () -> {
            watch.round();
            return findings.stream().flatMap(TamperTests::drift)
                    .anyMatch(difference -> difference instanceof Difference.FunctionUnbound(var of, _)
                            && of.equals(function()));
        });
        assertThat(findings).extracting(Finding::instance).containsOnly(guest.id());
        unbinding.onExit().join();
        host.agent().destroy(guest.id());
    }
}
