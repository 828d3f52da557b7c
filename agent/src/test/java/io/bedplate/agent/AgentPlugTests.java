package io.bedplate.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.journal.FileJournal;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Devices that come and go: what the guest has is claimed, before it has it and until it has let go. */
final class AgentPlugTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final DeviceId CARD = new DeviceId("card");
    private static final DeviceId DATA = new DeviceId("data");

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("one-cell", 1, 8, 1, 16384, 2048, 4, 2));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    private Agent newAgent() {
        var made = new Agent(driver, host.files(), new FileJournal(folder.resolve("claims")), HostConfig.NONE, CLOCK);
        made.recover();
        return made;
    }

    @BeforeEach
    void twoGuestsRun() {
        agent = newAgent();
        for (var name : List.of("one", "two")) {
            var request = ((RequestResult.Valid) NfvRequests.read(RequestInput.of(
                    new Flavor(1, 256, ExtraSpecs.of(Map.of())), ImageProperties.of(Map.of())))).request();
            agent.spawn(new SpawnRequest(id(name), name, request, new Boot.FirstDisk(), List.of(), Optional.empty()));
        }
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private PciAddress function() {
        return driver.host().pci().getLast().address();
    }

    private Attachment card() {
        return new Attachment.OfPci(CARD, new PlacedDevice(function(), OptionalInt.of(0)));
    }

    private Attachment data() throws IOException {
        var file = folder.resolve("data.img");
        Files.write(file, new byte[512]);
        return new Attachment.OfDisk(Disk.file(DATA, file, Disk.Format.RAW));
    }

    private Claim claim(String name) {
        return agent.claims().stream().filter(one -> one.id().equals(id(name))).findFirst().orElseThrow();
    }

    private static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(VirtDriverException.class))
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    @Test
    void aFunctionBelongsToOneGuestAtATime() {
        assertThat(driver.host().pci()).extracting(PciDevice::address).contains(function());
        agent.attach(id("one"), card());
        assertThat(agent.state().usage().pci()).containsExactly(function());
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("two"), card()));
        assertRefused(Kind.EXISTS, () -> agent.attach(id("one"), card()));
        assertThat(claim("two").plugged()).isEmpty();

        agent.detach(id("one"), CARD, Duration.ZERO);
        assertThat(agent.state().usage().pci()).isEmpty();
        agent.attach(id("two"), card());
        assertThat(agent.state().usage().pci()).containsExactly(function());
    }

    @Test
    void devicesSurviveTheAgent() throws IOException {
        agent.attach(id("one"), card());
        agent.attach(id("one"), data());
        var before = agent.claims();
        agent = newAgent();
        assertThat(agent.claims()).isEqualTo(before);
        agent.detach(id("one"), DATA, Duration.ZERO);
        agent.detach(id("one"), CARD, Duration.ZERO);
        assertThat(claim("one").spec().disks()).isEmpty();
        assertThat(claim("one").spec().placement().devices()).isEmpty();
        assertRefused(Kind.NOT_FOUND, () -> agent.detach(id("one"), DATA, Duration.ZERO));
    }

    @Test
    void whatTheDriverRefusesIsNotClaimed() {
        var before = agent.claims();
        var absent = new Attachment.OfDisk(Disk.file(DATA, folder.resolve("absent"), Disk.Format.RAW));
        assertRefused(Kind.INVALID_SPEC, () -> agent.attach(id("one"), absent));
        assertThat(agent.claims()).isEqualTo(before);
        assertThat(new FileJournal(folder.resolve("claims")).claims()).isEqualTo(before);
    }

    @Test
    void whatTheGuestKeepsStaysClaimed() {
        agent.attach(id("one"), card());
        host.faults().keepNextDevice();
        assertRefused(Kind.UNAVAILABLE, () -> agent.detach(id("one"), CARD, Duration.ZERO));
        assertThat(agent.state().usage().pci()).containsExactly(function());
        agent.detach(id("one"), CARD, Duration.ZERO);
        assertThat(agent.state().usage().pci()).isEmpty();
    }

    /** The agent died after it had claimed and before it had asked the driver. */
    @Test
    void anAttachmentThatWasCutOffCanBeGivenBack() {
        agent.attach(id("one"), card());
        driver.hotPlug().orElseThrow().detach(id("one"), CARD, Duration.ZERO);
        agent = newAgent();
        assertThat(agent.state().usage().pci()).containsExactly(function());
        agent.detach(id("one"), CARD, Duration.ZERO);
        assertThat(agent.state().usage().pci()).isEmpty();
    }
}
