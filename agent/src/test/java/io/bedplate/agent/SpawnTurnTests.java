package io.bedplate.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** A spawn is an order like others: what is ordered for its instance meanwhile waits. */
final class SpawnTurnTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final InstanceId ID = new InstanceId(new UUID(1, 2));

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final SimulatedHost host = SimulatedHost.of(new HostShape("one", 1, 4, 1, 4096, 512, 0, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private final Agent agent = new Agent(driver, host.files(), new SlowJournal(new MemoryJournal()), HostConfig.NONE,
            CLOCK);

    /** Stands still with the claim of a spawn. */
    private final class SlowJournal implements Journal {
        private final Journal journal;

        SlowJournal(Journal journal) {
            this.journal = journal;
        }

        @Override
        public List<Claim> claims() {
            return journal.claims();
        }

        @Override
        public void put(Claim claim) {
            if (claim.phase() == Phase.SPAWNING) {
                begun.countDown();
                await(goOn);
            }
            journal.put(claim);
        }

        @Override
        public void remove(InstanceId id) {
            journal.remove(id);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SpawnRequest order() {
        var read = NfvRequests.read(RequestInput.of(
                new Flavor(1, 128, ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated"))), ImageProperties.of(Map.of())));
        return new SpawnRequest(ID, "one", ((RequestResult.Valid) read).request(), new Boot.FirstDisk(), List.of(),
                Optional.empty());
    }

    @Test
    @Timeout(60)
    void whatIsDestroyedWhileItIsSpawnedIsGone() throws InterruptedException {
        var spawn = CompletableFuture.supplyAsync(() -> agent.spawn(order()));
        begun.await();
        var destroyer = Thread.ofPlatform().start(() -> agent.destroy(ID));
        while (destroyer.isAlive() && destroyer.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        goOn.countDown();

        assertThat(spawn.join()).isInstanceOf(Spawned.class);
        destroyer.join();
        assertThat(agent.claims()).isEmpty();
        assertThat(driver.guests()).isEmpty();
    }
}
