package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each order is counted once, by what became of it. */
final class OrderTimesTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("one", 1, 4, 1, 4096, 512, 0, 0));
    private final Agent agent = new Agent(FakeDriver.attach(host, CLOCK, Runnable::run), host.files(),
            new MemoryJournal(), HostConfig.NONE, CLOCK);

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static NfvRequest request(int vcpus) {
        var read = NfvRequests.read(RequestInput.of(new Flavor(vcpus, 128, ExtraSpecs.of(Map.of("hw:cpu_policy",
                "dedicated"))), ImageProperties.of(Map.of())));
        return ((RequestResult.Valid) read).request();
    }

    private SpawnResult spawn(String name, int vcpus) {
        return agent.spawn(new SpawnRequest(id(name), name, request(vcpus), new Boot.FirstDisk(), List.of(),
                Optional.empty()));
    }

    private Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        agent.times().snapshot().stream().filter(entry -> entry.times().total() > 0)
                .forEach(entry -> counts.put(entry.order() + " " + entry.outcome(), entry.times().total()));
        return counts;
    }

    @Test
    void spawnsAreDoneRefusedOrFailed() {
        spawn("one", 2);
        spawn("two", 3);
        assertThatThrownBy(() -> spawn("one", 1)).isInstanceOf(VirtDriverException.class);
        assertThat(counts()).isEqualTo(Map.of("SPAWN DONE", 1L, "SPAWN REFUSED", 1L, "SPAWN FAILED", 1L));
    }

    @Test
    void everyOtherOrderIsCountedToo() {
        spawn("one", 1);
        var one = id("one");
        var disk = Disk.file(new DeviceId("data"), Path.of("/nowhere"), Disk.Format.RAW);
        assertThatThrownBy(() -> agent.attach(one, new Attachment.OfDisk(disk)));
        assertThatThrownBy(() -> agent.detach(one, disk.id(), AT_ONCE));
        agent.repin(one, request(1));
        agent.repin(one, request(5));
        agent.stop(one, AT_ONCE);
        agent.start(one);
        assertThatThrownBy(() -> agent.start(one));
        assertThatThrownBy(
                () -> agent.growth().grow(id("nobody"), new GrowRequest(1, CpuThreadPolicy.PREFER, List.of(), 1, 1)));
        agent.destroy(one);
        assertThat(counts()).isEqualTo(new TreeMap<>(Map.of("SPAWN DONE", 1L, "ATTACH FAILED", 1L, "DETACH FAILED", 1L,
                "REPIN DONE", 1L, "REPIN REFUSED", 1L, "STOP DONE", 1L, "START DONE", 1L, "START FAILED", 1L,
                "GROW FAILED", 1L, "DESTROY DONE", 1L)));
    }

    @Test
    void migrationsAreCountedWhereTheyBegan() {
        var hosts = new TwoHosts();
        hosts.migrate();
        assertThat(hosts.here.agent().times().snapshot()).filteredOn(entry -> entry.order() == Order.MIGRATE)
                .filteredOn(entry -> entry.times().total() > 0).singleElement()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.DONE));
    }
}
