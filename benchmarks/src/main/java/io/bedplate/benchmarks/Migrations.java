package io.bedplate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.agent.MigrateOrder;
import io.bedplate.agent.MigrateResult.Moved;
import io.bedplate.agent.NewPlace;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.ImageProperties;
import io.bedplate.libvirt.daemon.GuestScript;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MigrationPolicy;

/**
 * A pinned guest on huge pages that writes memory goes to and fro between two private libvirtd of this machine, and each
 * time the kernel is asked for its threads, cells and pages. It is to be lost never, in its place always, and to stand
 * still as predicted, within a factor of two, in 90 of 100.
 *
 * <p>
 * Run as a program; the arguments are the number of migrations, 100 by default, and the MiB that the guest writes over
 * and over, 16 by default.
 */
public final class Migrations implements AutoCloseable {
    private static final int MEMORY_MIB = 256;
    private static final long PAGES = MEMORY_MIB / 2;
    private static final InstanceId ID = new InstanceId(UUID.randomUUID());
    private static final Path GUEST = Path.of(System.getProperty("bedplate.guest", ".bedplate/guest"));
    private static final Duration BOOTING = Duration.ofMinutes(3);
    /** Then it is lost. */
    private static final Duration SILENT = Duration.ofSeconds(45);
    private static final MigrationPolicy POLICY = MigrationPolicy.USUAL;

    private final Path root;
    private final TravelSide one;
    private final TravelSide other;
    private final List<Trip> trips = new ArrayList<>();

    private Migrations(Path root) {
        this.root = root;
        one = new TravelSide("one", root, this::side);
        other = new TravelSide("other", root, this::side);
    }

    private TravelSide side(String name) {
        return name.equals(one.self()) ? one : other;
    }

    public static void main(String[] args) throws IOException {
        int rounds = args.length == 0 ? 100 : Integer.parseInt(args[0]);
        int written = args.length < 2 ? 16 : Integer.parseInt(args[1]);
        var root = Files.createTempDirectory("bpm");
        try (var _ = new PagePoolLoan(2 * PAGES); var run = new Migrations(root)) {
            run.makeReady(written);
            run.spawn();
            for (int round = 1; round <= rounds; round++) {
                run.go(round);
            }
            TripReport.print(run.trips);
        }
    }

    private void makeReady(int written) throws IOException {
        // Both libvirtd make control groups in one tree, called by number and name of the domain; of equal ones each would
        // pin the other's threads. So the numbers of one of them are always ahead.
        for (int number = 0; number < 2; number++) {
            var first = SpawnRatio.spec();
            other.driver.spawn(first, LaunchGate.OPEN);
            other.driver.destroy(first.id());
        }
        GuestScript.write(initrd(), List.of(GUEST.resolve("initrd.gz")), script(written));
    }

    private Path initrd() {
        return root.resolve("initrd");
    }

    private void spawn() throws IOException {
        Files.deleteIfExists(one.console());
        var boot = new Boot.Kernel(GUEST.resolve("vmlinuz").toAbsolutePath(), initrd(),
                "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check nowatchdog");
        var specs = Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048");
        var request = ((RequestResult.Valid) NfvRequests.read(RequestInput.of(
                new Flavor(1, MEMORY_MIB, ExtraSpecs.of(specs)), ImageProperties.of(Map.of())), Optional.empty()))
                .request();
        var order = new SpawnRequest(ID, "traveller", request, boot, List.of(), Optional.of(one.console()));
        try (var watch = new ConsoleWatch(one.console())) {
            if (!(one.agent.spawn(order) instanceof Spawned) || !watch.counts(BOOTING)) {
                throw new IllegalStateException("it does not come up");
            }
        }
    }

    private static String script(int written) {
        return """
                mkdir /load
                mount -t tmpfs -o size=90%% load /load
                dd if=/dev/urandom of=/load/a bs=1M count=%1$d 2>/dev/null
                dd if=/dev/urandom of=/load/b bs=1M count=%1$d 2>/dev/null
                cp /load/a /load/c
                (while :; do
                    for from in a b; do
                        dd if=/load/$from of=/load/c bs=256k conv=notrunc 2>/dev/null
                        usleep 300000
                    done
                done) &
                i=0
                while :; do i=$((i+1)); echo count $i; usleep 20000; done
                """.formatted(written);
    }

    private void go(int round) throws IOException {
        var from = one.agent.claims().isEmpty() ? other : one;
        var to = from == one ? other : one;
        int pcpu = from == one ? 1 : 0;
        var place = place(from.agent.claims().getFirst().spec().placement(), pcpu);
        Files.deleteIfExists(to.console());
        long start = System.nanoTime();
        try (var watch = new ConsoleWatch(from.console(), to.console())) {
            var result = from.agent.departures().migrate(ID, new MigrateOrder(to.self(), new NewPlace.Chosen(place),
                    to.passage(), POLICY, Optional.of(to.console())));
            var whole = Duration.ofNanos(System.nanoTime() - start);
            if (!(result instanceof Moved moved)) {
                throw new IllegalStateException("round %d: %s".formatted(round, result));
            }
            boolean counts = watch.counts(SILENT);
            trips.add(new Trip(moved, whole, watch.silence(), counts));
            System.out.printf("%3d %s%n", round, trips.getLast());
        }
        check(round, from, to, pcpu);
        if (!trips.getLast().counts()) {
            to.agent.destroy(ID);
            spawn();
        }
    }

    private static GuestPlacement place(GuestPlacement former, int pcpu) {
        var cell = former.cells().getFirst();
        var moved = new PlacedCell(0, cell.hostCell(), cell.vcpus(), new TreeMap<>(Map.of(0, pcpu)), cell.floatingOn(),
                CpuSet.empty(), cell.memoryKib(), cell.pageSize());
        return new GuestPlacement(List.of(moved), former.sharedCpus(), CpuSet.of(1 - pcpu), former.ioThreads(),
                former.realtimeVcpus(), former.lockedMemory(), former.topology(), former.devices());
    }

    private static void check(int round, TravelSide from, TravelSide to, int pcpu) {
        var differences = to.agent.verify(ID).differences();
        if (!differences.isEmpty()) {
            throw new IllegalStateException("round %d: %s".formatted(round, differences));
        }
        if (!from.agent.claims().isEmpty() || !from.driver.guests().isEmpty()) {
            throw new IllegalStateException("round %d: something is left".formatted(round));
        }
        facts(to).requirePlaced(pcpu, 1 - pcpu, 0, PAGES);
    }

    private static KernelFacts facts(TravelSide side) {
        return KernelFacts.of(side.driver.guest(ID).orElseThrow().pid().orElseThrow());
    }

    @Override
    public void close() throws IOException {
        for (var side : List.of(one, other)) {
            if (side.driver.guest(ID).isPresent()) {
                side.driver.destroy(ID);
                side.agent.recover();
            }
        }
        one.close();
        other.close();
        Files.deleteIfExists(initrd());
        deleteCache(root.resolve("cache"));
        Files.delete(root);
    }

    private static void deleteCache(Path cache) throws IOException {
        try (var files = Files.walk(cache)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
