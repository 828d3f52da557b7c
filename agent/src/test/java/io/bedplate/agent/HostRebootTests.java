package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.fake.Distortion;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.files.HostFiles;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent does with its claims when the host has booted anew. */
final class HostRebootTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));

    @TempDir
    Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private int boots;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    /** The host's files, of this boot. */
    private record BootedFiles(HostFiles files, int boot) implements HostFiles {
        @Override
        public Optional<String> read(String path) {
            return path.endsWith("boot_id") ? Optional.of("boot-" + boot) : files.read(path);
        }

        @Override
        public List<String> list(String path) {
            return files.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) {
            return files.linkTarget(path);
        }

        @Override
        public boolean exists(String path) {
            return files.exists(path);
        }

        @Override
        public void write(String path, String value) {
            files.write(path, value);
        }
    }

    @BeforeEach
    void threeGuestsRun() {
        newAgent();
        for (var name : List.of("one", "two", "three")) {
            var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
            var request = ((RequestResult.Valid) NfvRequests
                    .read(RequestInput.of(new Flavor(3, 512, specs), ImageProperties.of(Map.of())))).request();
            agent.spawn(new SpawnRequest(id(name), name, request, new Boot.FirstDisk(), List.of(), Optional.empty()));
        }
        agent.destroy(id("one"));
    }

    private RecoveryReport newAgent() {
        agent = new Agent(driver, new BootedFiles(host.files(), boots), new FileJournal(folder), HostConfig.NONE,
                CLOCK);
        return agent.recover();
    }

    /** libvirt knows the guests afterwards, and none of them runs. */
    private RecoveryReport reboot() {
        boots++;
        driver.guests().forEach(guest -> driver.stop(guest.id(), Duration.ZERO));
        return newAgent();
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private GuestState state(String name) {
        return driver.guest(id(name)).map(Guest::state).orElseThrow();
    }

    private Claim claim(String name) {
        return agent.claims().stream().filter(one -> one.id().equals(id(name))).findFirst().orElseThrow();
    }

    @Test
    void whatRanRunsAgainInThePlaceThatItHad() {
        var before = List.of(claim("two").spec(), claim("three").spec());

        var report = reboot();

        assertThat(report.restarted()).containsExactlyInAnyOrder(id("two"), id("three"));
        assertThat(report.unsettled()).isEmpty();
        assertThat(List.of(claim("two").spec(), claim("three").spec())).isEqualTo(before);
        assertThat(agent.verifyAll()).hasSize(2).allMatch(evidence -> evidence.inForce());
        assertThat(newAgent().restarted()).isEmpty();
    }

    @Test
    void whatWasOrderedToStopStaysStopped() {
        agent.stop(id("two"), Duration.ZERO);
        agent.power().pause(id("three"));

        assertThat(reboot().restarted()).isEmpty();
        assertThat(state("two")).isEqualTo(GuestState.STOPPED);
        assertThat(state("three")).isEqualTo(GuestState.STOPPED);

        agent.start(id("three"));
        assertThat(reboot().restarted()).containsExactly(id("three"));
        assertThat(state("two")).isEqualTo(GuestState.STOPPED);
    }

    @Test
    void memoryOnDiskStaysThere() {
        agent.power().suspend(id("two"));
        boots++;
        driver.stop(id("three"), Duration.ZERO);

        assertThat(newAgent().restarted()).containsExactly(id("three"));
        assertThat(state("two")).isEqualTo(GuestState.SUSPENDED);
    }

    @Test
    void inTheSameBootAGuestThatHasStoppedItselfIsNotStarted() {
        driver.stop(id("two"), Duration.ZERO);

        assertThat(newAgent().restarted()).isEmpty();
        assertThat(state("two")).isEqualTo(GuestState.STOPPED);
    }

    @Test
    void aGuestThatTheHypervisorHasForgottenIsMadeAgain() {
        var before = claim("two").spec();
        boots++;
        driver.destroy(id("two"));
        driver.stop(id("three"), Duration.ZERO);

        var report = newAgent();

        assertThat(report.restarted()).containsExactlyInAnyOrder(id("two"), id("three"));
        assertThat(report.missing()).isEmpty();
        assertThat(claim("two").spec()).isEqualTo(before);
        assertThat(agent.verify(id("two")).differences()).isEmpty();
    }

    /** A vCPU of the one that is started first is not where it belongs: the gate keeps it from running. */
    @Test
    void oneThatCannotBeStartedKeepsItsPlaceAndNobodyWaiting() {
        host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(0, 1)));

        var report = reboot();

        assertThat(report.unsettled()).hasSize(1);
        assertThat(report.restarted()).hasSize(1).doesNotContainAnyElementsOf(report.unsettled());
        assertThat(agent.claims()).hasSize(2).allMatch(claim -> claim.phase() == Phase.ACTIVE);
        assertThat(newAgent().restarted()).isEqualTo(report.unsettled());
    }

    @Test
    void aStartThatTheRebootCutOffIsCarriedOut() {
        var claim = claim("two");
        new FileJournal(folder).put(claim.in(Phase.STARTING));

        assertThat(reboot().restarted()).contains(id("two"));
        assertThat(state("two")).isEqualTo(GuestState.RUNNING);
    }
}
