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

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnResult.Spawned;
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
import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciAlias;
import io.bedplate.nfv.PciAliases;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
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
    private static final DeviceId PORT = new DeviceId("port");
    private static final PciAliases ALIASES = PciAliases.of(List.of(new PciAlias("vf", Optional.of("8086"),
            Optional.of("154c"), Optional.of(PciDeviceType.VF), Optional.empty())));

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
        List.of("one", "two").forEach(name -> agent.spawn(order(name, Map.of(), List.of())));
    }

    private static SpawnRequest order(String name, Map<String, String> specs, List<Nic> nics) {
        return new SpawnRequest(id(name), name, request(specs), new Boot.FirstDisk(), StorageRequest.NONE, List.of(),
                nics, GuestHardware.PLAIN, Optional.empty());
    }

    private static NfvRequest request(Map<String, String> specs) {
        var input = RequestInput.of(new Flavor(1, 256, ExtraSpecs.of(specs)), ImageProperties.of(Map.of()));
        return ((RequestResult.Valid) NfvRequests.read(input, Optional.of(ALIASES))).request();
    }

    private static Map<String, String> functions(int count) {
        return Map.of("pci_passthrough:alias", "vf:" + count);
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

    private Nic port() {
        return Nic.of(PORT, new MacAddress("52:54:00:00:00:01"), new NicBackend.VirtualFunction(function()));
    }

    private Nic forwarded() {
        return Nic.of(new DeviceId("forwarded"), new MacAddress("52:54:00:00:00:02"),
                new NicBackend.VirtioForwarder(Path.of("/run/forwarder"), function()));
    }

    private void assertHeldAndInUse(PciAddress... functions) {
        assertThat(agent.state().usage().pci()).containsExactly(functions);
        assertThat(host.functionsInUse()).containsExactly(functions);
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

    @Test
    void aPortsFunctionBelongsToOneGuestAtATime() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        assertHeldAndInUse(function());
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("two"), new Attachment.OfNic(port())));
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("two"), new Attachment.OfNic(forwarded())));
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("two"), card()));
        assertThat(claim("two").spec().nics()).isEmpty();

        agent = newAgent();
        assertHeldAndInUse(function());
        agent.detach(id("one"), PORT, Duration.ZERO);
        assertHeldAndInUse();
        agent.attach(id("two"), new Attachment.OfNic(forwarded()));
        assertHeldAndInUse(function());
    }

    @Test
    void aFunctionComesToItsGuestOnceOnly() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("one"), card()));
        assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> agent.attach(id("one"), new Attachment.OfNic(forwarded())));
        assertThat(claim("one").spec().nics()).containsExactly(port());
        assertThat(claim("one").plugged()).isEmpty();
    }

    @Test
    void thePlannerGivesNobodyTheFunctionOfAPort() {
        int all = (int) driver.host().pci().stream().filter(one -> one.type() == PciDeviceType.VF).count();
        agent.attach(id("one"), new Attachment.OfNic(port()));
        assertThat(agent.spawn(order("three", functions(all), List.of()))).isInstanceOf(SpawnResult.Rejected.class);
        assertThat(agent.spawn(order("three", functions(all - 1), List.of()))).isInstanceOf(Spawned.class);
        assertThat(claim("three").spec().placement().devices()).extracting(PlacedDevice::address)
                .doesNotContain(function());
        assertThat(agent.state().usage().pci()).hasSize(all).isEqualTo(host.functionsInUse());
    }

    @Test
    void aNewGuestHoldsTheFunctionOfItsPort() {
        agent.spawn(order("three", Map.of(), List.of(port())));
        assertHeldAndInUse(function());
        assertRefused(Kind.INSUFFICIENT_RESOURCES,
                () -> agent.spawn(order("four", Map.of(), List.of(forwarded()))));
        assertThat(agent.claims()).extracting(Claim::id).doesNotContain(id("four"));
        agent.destroy(id("three"));
        assertHeldAndInUse();
    }

    @Test
    void aPortLiesOnTheFunctionThatThePlanGives() {
        agent.spawn(order("other", functions(1), List.of()));
        var planned = claim("other").spec().placement().devices().getFirst().address();
        agent.destroy(id("other"));
        var port = Nic.of(PORT, new MacAddress("52:54:00:00:00:01"), new NicBackend.VirtualFunction(planned));
        agent.spawn(order("three", functions(1), List.of(port)));
        assertHeldAndInUse(planned);
    }

    @Test
    void aGuestOfAnotherSizeHasItsPortsFunctionAsBefore() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        agent.changes().resize(id("one"), request(Map.of()), Duration.ZERO);
        assertHeldAndInUse(function());
        agent.changes().confirm(id("one"));
        assertHeldAndInUse(function());
        agent.detach(id("one"), PORT, Duration.ZERO);
        assertHeldAndInUse();
    }

    @Test
    void theFunctionOfAPortThatTheDriverRefusesIsFree() {
        var absent = PciAddress.parse("0000:ff:1f.7");
        var port = Nic.of(PORT, new MacAddress("52:54:00:00:00:01"), new NicBackend.VirtualFunction(absent));
        var before = agent.claims();
        assertRefused(Kind.INVALID_SPEC, () -> agent.attach(id("one"), new Attachment.OfNic(port)));
        assertHeldAndInUse();
        assertThat(new FileJournal(folder.resolve("claims")).claims()).isEqualTo(before);
    }

    @Test
    void thePortThatAGuestKeepsKeepsItsFunction() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        host.faults().keepNextDevice();
        assertRefused(Kind.UNAVAILABLE, () -> agent.detach(id("one"), PORT, Duration.ZERO));
        assertHeldAndInUse(function());
        assertThat(claim("one").phase()).isEqualTo(Phase.ACTIVE);
        agent.detach(id("one"), PORT, Duration.ZERO);
        assertHeldAndInUse();
    }

    /** The agent died while the guest had the port; the guest keeps it when it is to be taken away. */
    @Test
    void whatWasCutOffAndIsKeptStaysHeldUntilItCanBeDetached() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        new FileJournal(folder.resolve("claims")).put(
                claim("one").in(Phase.PLUGGING, new Change.Plugging(PORT, Duration.ZERO)));
        host.faults().keepNextDevice();
        agent = newAgent();
        assertThat(claim("one").phase()).isEqualTo(Phase.ACTIVE);
        assertHeldAndInUse(function());
        agent.detach(id("one"), PORT, Duration.ZERO);
        assertHeldAndInUse();
    }

    /** The driver could not be asked; once it answers, the device can be taken away. */
    @Test
    void whatCouldNotBeSettledIsSettledByDetaching() {
        agent.attach(id("one"), new Attachment.OfNic(port()));
        new FileJournal(folder.resolve("claims")).put(
                claim("one").in(Phase.PLUGGING, new Change.Plugging(PORT, Duration.ZERO)));
        agent = new Agent(driver, host.files(), new FileJournal(folder.resolve("claims")), HostConfig.NONE, CLOCK);
        agent.readClaims();
        assertRefused(Kind.WRONG_STATE, () -> agent.detach(id("one"), CARD, Duration.ZERO));
        assertRefused(Kind.WRONG_STATE, () -> agent.attach(id("one"), card()));
        assertHeldAndInUse(function());
        agent.detach(id("one"), PORT, Duration.ZERO);
        assertHeldAndInUse();
        assertThat(claim("one").phase()).isEqualTo(Phase.ACTIVE);
    }

    @Test
    void aSuspendedGuestKeepsItsDevices() {
        driver.suspending().orElseThrow().suspend(id("one"));
        var before = agent.claims();
        assertRefused(Kind.WRONG_STATE, () -> agent.attach(id("one"), card()));
        assertRefused(Kind.WRONG_STATE, () -> agent.detach(id("one"), CARD, Duration.ZERO));
        assertThat(agent.claims()).isEqualTo(before);
    }
}
