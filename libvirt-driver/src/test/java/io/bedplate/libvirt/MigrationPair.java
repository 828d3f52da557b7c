package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.virt.Escort;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.Passage;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two libvirtd on this machine, and one guest on huge pages that counts aloud, pinned to pCPU 0 here and to 1 there. */
final class MigrationPair implements AutoCloseable {
    /** Of the guest, of 2 MiB each. */
    static final long PAGES = 80;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Pattern COUNT = Pattern.compile("count (\\d+)\r?\n");
    private static final String SCRIPT = "i=0; while :; do i=$((i+1)); echo count $i; sleep 0.2; done\n";

    final Side one = new Side(0);
    final Side other = new Side(1);
    private final TestGuest guest;

    private MigrationPair() {
        guest = TestGuest.of(one.host.root(), 1, SCRIPT);
        // Both libvirtd make control groups in one tree, called by number and name of the domain; of equal ones each would
        // pin the other's threads. So the numbers of one of them are always ahead.
        for (int number = 0; number < 2; number++) {
            var first = other.host.guest();
            other.driver.spawn(first, LaunchGate.OPEN);
            other.driver.destroy(first.id());
        }
    }

    /** Skips the class where there is no libvirtd, kernel or second CPU. */
    static MigrationPair start() {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        return new MigrationPair();
    }

    InstanceId id() {
        return guest.spec().id();
    }

    /** Where the guest runs; it is made where it runs nowhere. */
    Side source() {
        if (one.runs()) {
            return one;
        }
        if (!other.runs()) {
            one.driver.destroy(id());
            one.driver.spawn(one.spec(), LaunchGate.OPEN);
            one.assertCountsOn(0);
        }
        return other.runs() ? other : one;
    }

    Side destination() {
        return source() == one ? other : one;
    }

    /** A host. */
    final class Side {
        final TestHost host = TestHost.start();
        final int pcpu;
        VirtDriver driver = new LibvirtDriverProvider().open(host.configOfItsView());

        Side(int pcpu) {
            this.pcpu = pcpu;
        }

        Path console() {
            return host.root().resolve("console");
        }

        Migrating migrating() {
            return driver.migrating().orElseThrow();
        }

        Receiving receiving() {
            return driver.receiving().orElseThrow();
        }

        boolean runs() {
            return guest().filter(found -> found.state() == GuestState.RUNNING).isPresent();
        }

        Optional<Guest> guest() {
            return driver.guest(id());
        }

        /** The guest as it is to be here. */
        InstanceSpec spec() {
            var spec = guest.spec();
            var cell = new PlacedCell(0, 0, CpuSet.of(0), new TreeMap<>(Map.of(0, pcpu)), CpuSet.empty(),
                    CpuSet.empty(), PAGES * PageSize.MIB_2.kib(), Optional.of(PageSize.MIB_2));
            var placement = new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.of(1 - pcpu), IoThreads.NONE,
                    CpuSet.empty(), false, new GuestCpuTopology(1, 1, 1), List.of());
            return spec.placed(1, cell.memoryKib(), placement).logging(console());
        }

        /** From the other side. */
        Passage passage() {
            return new Passage(host.daemon().uriForPeers(), Optional.of("tcp://127.0.0.1"));
        }

        long count() {
            try {
                var said = Files.exists(console()) ? Files.readString(console()) : "";
                return COUNT.matcher(said).results().mapToLong(found -> Long.parseLong(found.group(1))).reduce(0,
                        (_, last) -> last);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void assertCountsOn(long from) {
            Poll.until("the guest to count on from " + from, LONGEST, this::count, count -> count > from + 1);
        }

        void assertNothingHere() {
            Poll.until("nothing of the guest", LONGEST, this::guest, Optional::isEmpty);
        }
    }

    /** Makes the destination ready and sends the guest there. */
    MigrationResult migrate(MigrationPolicy policy, Escort escort) {
        var from = source();
        var to = destination();
        var papers = from.migrating().papers(id());
        return switch (to.receiving().prepare(to.spec(), papers, policy)) {
            case Preparation.Ready(var document) -> from.migrating().migrate(id(), document, to.passage(), policy,
                    escort);
            case Preparation.Refused(var reasons) -> throw new AssertionError("it cannot come: " + reasons);
        };
    }

    /** It runs where it ran, in the same process, and the other side has nothing of it. */
    void assertStayed(Side from, Guest before) {
        assertThat(from.guest()).contains(before);
        from.assertCountsOn(from.count());
        (from == one ? other : one).assertNothingHere();
    }

    @Override
    public void close() {
        for (var side : List.of(one, other)) {
            side.driver.destroy(id());
            side.driver.close();
        }
        guest.close();
        for (var side : List.of(one, other)) {
            try {
                Files.deleteIfExists(side.console());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            side.host.close();
        }
    }
}
