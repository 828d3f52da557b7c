package io.bedplate.libvirt;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** vCPUs and memory that come and go, as the guest's own kernel and the host's see them. */
final class GrowTests {
    private static final HostFiles FILES = HostFiles.real();
    private static final long MIB = 1024;
    /**
     * Brings online whatever comes, memory so that it can go again, as udev does in a larger guest; and says what there is
     * whenever that changes.
     */
    private static final String WATCH = """
            before=none
            while :; do
                for cpu in /sys/devices/system/cpu/cpu*/online; do
                    grep -q 0 $cpu 2>/dev/null && echo 1 > $cpu
                done
                for block in /sys/devices/system/memory/memory*/state; do
                    grep -q offline $block && echo online_movable > $block
                done
                blocks=$(grep -l online /sys/devices/system/memory/memory*/state | wc -l)
                now="cpus $(cat /sys/devices/system/cpu/online) blocks $blocks"
                [ "$now" = "$before" ] || echo "has: $now;"
                before=$now
                usleep 200000
            done
            """;
    private static final Pattern FIRST = Pattern.compile("has: cpus 0 blocks (\\d+);");
    @RegisterExtension
    static final Shared<TestHost> SHARED = new Shared<>(() -> {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        return TestHost.start();
    });

    private static TestHost host() {
        return SHARED.get();
    }

    /** The guest on pCPU 0 in one cell, with room for as much again. */
    private static InstanceSpec growing(InstanceSpec spec, Optional<PageSize> pages) {
        var none = CpuSet.empty();
        var cell = new PlacedCell(0, 0, CpuSet.of(0), new TreeMap<>(Map.of(0, 0)), none, none, spec.memoryKib(),
                pages);
        return spec.placed(1, spec.memoryKib(), new GuestPlacement(List.of(cell), none, CpuSet.of(0), IoThreads.NONE,
                none, false, new GuestCpuTopology(1, 1, 1), List.of()))
                .on(GuestHardware.PLAIN.with(new Headroom(2, 4 * spec.memoryKib())));
    }

    private static Growth vcpuOnPcpu1() {
        return new Growth(List.of(new NewVcpu(1, 0, new Seat.Own(1, CpuSet.empty()))), List.of());
    }

    private static Growth module(long memoryKib, Optional<PageSize> pages) {
        return new Growth(List.of(), List.of(new MemoryModule(new DeviceId("m1"), 0, 0, memoryKib, pages)));
    }

    private static String allowedCpus(Guest guest, String thread) {
        var tasks = "proc/%d/task".formatted(guest.pid().orElseThrow());
        return FILES.list(tasks).stream().map(tid -> tasks + "/" + tid)
                .filter(task -> FILES.read(task + "/comm").orElse("").startsWith(thread))
                .flatMap(task -> FILES.read(task + "/status").orElse("").lines())
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("no such thread");
    }

    @Test
    void kernelOfTheGuestSeesACpuAndMemoryComeAndGo() {
        try (var driver = host().open(); var guest = TestGuest.of(host().root(), 1, WATCH)) {
            var spec = growing(guest.spec(), Optional.empty());
            var growing = driver.growing().orElseThrow();
            driver.spawn(spec, LaunchGate.OPEN);
            guest.saidUntil("has: cpus 0 blocks ");
            int blocks = Poll.until("the guest to say how much memory it has", () -> blocks(guest.said()),
                    number -> number > 0);
            growing.grow(spec.id(), vcpuOnPcpu1().and(module(128 * MIB, Optional.empty())), now -> {
                assertThat(allowedCpus(now, "CPU 1/")).isEqualTo("1");
                return new LaunchGate.Verdict.Admit();
            });
            guest.saidUntil("has: cpus 0-1 blocks %d;".formatted(blocks + 1));

            var kept = growing.takeBack(spec.id(), module(128 * MIB, Optional.empty()), Duration.ofMinutes(2));
            assertThat(kept.none()).isTrue();
            var said = "has: cpus 0-1 blocks %d;".formatted(blocks);
            Poll.until("the guest to see the memory gone", guest::said,
                    text -> text.lastIndexOf(said) > text.indexOf("has: cpus 0-1 blocks %d;".formatted(blocks + 1)));

            assertThat(growing.takeBack(spec.id(), vcpuOnPcpu1(), Duration.ofMinutes(2)).none()).isTrue();
            assertThat(allowedCpus(driver.guest(spec.id()).orElseThrow(), "CPU 1/")).isEqualTo("no such thread");
            var alone = "has: cpus 0 blocks %d;".formatted(blocks);
            Poll.until("the guest to see the CPU gone", guest::said,
                    text -> text.lastIndexOf(alone) > text.lastIndexOf(said));
            driver.destroy(spec.id());
        }
    }

    /** 0 where it has not been said in full. */
    private static int blocks(String said) {
        var number = FIRST.matcher(said);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** A guest that sits in its firmware hears no request. */
    @Test
    void hugePagesOfAModuleAreThereBeforeTheGateLooksAndARefusalLeavesWhatTheGuestKeeps() {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        var pages = Optional.of(PageSize.MIB_2);
        try (var reserved = ReservedPages.of(32); var driver = host().open()) {
            assertThat(reserved).isNotNull();
            var spec = growing(host().guest(), pages);
            driver.spawn(spec, LaunchGate.OPEN);
            var growing = driver.growing().orElseThrow();
            var growth = module(spec.memoryKib(), pages);
            growing.grow(spec.id(), growth, guest -> {
                assertThat(hugePages(guest)).hasSize(2).allSatisfy(
                        line -> assertThat(line).contains("bind:0", "N0=16", "kernelpagesize_kB=2048"));
                return new LaunchGate.Verdict.Admit();
            });
            assertThat(growing.takeBack(spec.id(), growth, Duration.ofSeconds(1))).isEqualTo(growth);
            driver.stop(spec.id(), Duration.ZERO);
            assertThat(growing.takeBack(spec.id(), growth, Duration.ZERO).none()).isTrue();
            driver.start(spec.id(), guest -> {
                assertThat(hugePages(guest)).hasSize(1);
                return new LaunchGate.Verdict.Admit();
            });
            driver.destroy(spec.id());
        }
    }

    /** libvirt's calls, of which that one fails after it has done its work. */
    private static GrowthCalls failing(String method, GrowthCalls real) {
        return (GrowthCalls) Proxy.newProxyInstance(GrowthCalls.class.getClassLoader(),
                new Class<?>[]{GrowthCalls.class},
                (_, called, arguments) -> {
                    var result = called.invoke(real, arguments);
                    if (called.getName().equals(method)) {
                        throw new VirtDriverException(Kind.INTERNAL, method + " fails");
                    }
                    return result;
                });
    }

    /** A guest in its firmware gives nothing back, so what has come stays, here and at its next start, and is said. */
    @Test
    void failureHalfWayEndsInWhatTheGuestKeeps() {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        var relay = new EventRelay(InstantSource.system());
        try (var driver = host().open(); var link = LibvirtLink.open(host().daemon().uri(), relay)) {
            var spec = growing(host().guest(), Optional.empty());
            driver.spawn(spec, LaunchGate.OPEN);
            var module = module(spec.memoryKib(), Optional.empty());
            var growth = vcpuOnPcpu1().and(module);
            var processes = new GuestProcesses(FILES);
            var turns = new GuestTurns(new GuestLocks(), new Guests(link, processes));
            var placing = new PlacementCalls.Real(link, processes, new KernelThreads(FILES), spec.id());
            var removals = new Removals(link, relay.devices());
            assertThatThrownBy(
                    () -> new Grower(turns, link, FILES, new HostReadings(FILES, InstantSource.system()), processes,
                            known -> failing("pinVcpu", new GrowthCalls.Real(link, removals, placing, known)))
                            .grow(spec.id(), growth, LaunchGate.OPEN))
                    .hasMessage("pinVcpu fails");
            assertThatThrownBy(
                    () -> new Grower(turns, link, FILES, new HostReadings(FILES, InstantSource.system()), processes,
                            known -> failing("plugModule", new GrowthCalls.Real(link, removals, placing, known)))
                            .grow(spec.id(), growth, LaunchGate.OPEN))
                    .hasMessageContainingAll("plugModule fails", "keeps memory m1").hasMessageNotContaining("vCPU 1");
            var growing = driver.growing().orElseThrow();
            growing.grow(spec.id(), vcpuOnPcpu1(), LaunchGate.OPEN);
            driver.stop(spec.id(), Duration.ZERO);
            driver.start(spec.id(), guest -> {
                assertThat(allowedCpus(guest, "CPU 1/")).isEqualTo("1");
                return new LaunchGate.Verdict.Admit();
            });
            assertThat(growing.takeBack(spec.id(), growth, Duration.ZERO)).isEqualTo(growth);
            driver.destroy(spec.id());
        }
    }

    private static List<String> hugePages(Guest guest) {
        return FILES.read("proc/%d/numa_maps".formatted(guest.pid().orElseThrow())).orElse("").lines()
                .filter(line -> line.contains(" huge ")).toList();
    }
}
