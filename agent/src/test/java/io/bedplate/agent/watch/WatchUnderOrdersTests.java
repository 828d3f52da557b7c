package io.bedplate.agent.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Agent;
import io.bedplate.agent.GrowRequest;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.StorageRequest;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.watch.WatchPolicy.Repair;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Orders at random by several threads at once while rounds go on: nothing of it is drift. At the end something is.
 */
final class WatchUnderOrdersTests {
    private static final int THREADS = 4;
    private static final int ORDERS_EACH = 150;
    private static final int GUESTS = 6;
    private static final long SEED = 20260601;
    private static final DeviceId CARD = new DeviceId("card");

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 16, 1, 65536, 8192, 4, 8));
    private final VirtDriver driver = FakeDriver.attach(host, InstantSource.fixed(Instant.EPOCH), Runnable::run);
    private final List<Object> callers = Stream.generate(Object::new).limit(GUESTS).toList();
    private final AtomicInteger done = new AtomicInteger();

    private static InstanceId id(int guest) {
        return new InstanceId(UUID.nameUUIDFromBytes(("g" + guest).getBytes(StandardCharsets.UTF_8)));
    }

    private static NfvRequest request() {
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        return ((RequestResult.Valid) NfvRequests
                .read(RequestInput.of(new Flavor(2, 512, specs), ImageProperties.of(Map.of())))).request();
    }

    /** Whoever gives orders gives one guest one at a time. */
    private void order(Agent agent, Random random) {
        int guest = random.nextInt(GUESTS);
        synchronized (callers.get(guest)) {
            order(agent, random, guest);
        }
    }

    private void order(Agent agent, Random random, int guest) {
        var id = id(guest);
        try {
            switch (random.nextInt(10)) {
                case 0, 1 -> agent.spawn(new SpawnRequest(id, "g" + guest, request(), new Boot.FirstDisk(),
                        StorageRequest.NONE, List.of(), List.of(),
                        GuestHardware.PLAIN.with(new GuestHardware.Headroom(8, 4 << 20)), Optional.empty()));
                case 2 -> agent.destroy(id);
                case 3, 4 -> agent.repin(id, request());
                case 5 -> agent.stop(id, Duration.ZERO);
                case 6 -> agent.start(id);
                case 7 -> agent.growth().grow(id, GrowRequest.of(1));
                case 8 -> {
                    var function = host.topology().pci().get(random.nextInt(host.topology().pci().size())).address();
                    agent.attach(id, new Attachment.OfPci(CARD, new PlacedDevice(function, OptionalInt.empty())));
                }
                default -> agent.detach(id, CARD, Duration.ofSeconds(1));
            }
            done.incrementAndGet();
        } catch (VirtDriverException _) {
            // Of an instance that is not there, not running, has none of that.
        }
    }

    @Test
    void ordersAreNoDrift() throws InterruptedException, ExecutionException {
        var agent = new Agent(driver, host.files(), new FileJournal(folder), HostConfig.NONE,
                InstantSource.fixed(Instant.EPOCH));
        var findings = new ConcurrentLinkedQueue<Finding>();
        try (var executor = Executors.newSingleThreadScheduledExecutor();
                var watch = new PlacementWatch(agent,
                        new WatchPolicy(Duration.ofMillis(5), Duration.ofMillis(2), Repair.REPIN), executor,
                        InstantSource.system())) {
            watch.onFinding(findings::add);
            watch.start();
            try (var pool = Executors.newFixedThreadPool(THREADS)) {
                var all = new ArrayList<Future<?>>();
                IntStream.range(0, THREADS).mapToObj(thread -> new Random(SEED + thread))
                        .forEach(random -> all.add(pool.submit(
                                () -> IntStream.range(0, ORDERS_EACH).forEach(_ -> order(agent, random)))));
                for (var one : all) {
                    one.get();
                }
            }
            assertThat(done.get()).isGreaterThan(THREADS * ORDERS_EACH / 4);
            watch.round();
            assertThat(watch.counts().rounds()).isPositive();
            assertThat(findings).hasOnlyElementsOfType(Finding.InForce.class);

            IntStream.range(0, GUESTS).forEach(guest -> agent.destroy(id(guest)));
            moveSomeVcpu(agent);
            watch.round();
            assertThat(findings).anyMatch(Finding.DriftBegan.class::isInstance)
                    .anyMatch(Finding.DriftEnded.class::isInstance);
            executor.shutdownNow();
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void moveSomeVcpu(Agent agent) {
        agent.spawn(new SpawnRequest(id(99), "g99", request(), new Boot.FirstDisk(), List.of(), Optional.empty()));
        var row = agent.verify(id(99)).threads().getFirst();
        host.taskset(row.tid(), CpuSet.range(0, 1));
    }
}
