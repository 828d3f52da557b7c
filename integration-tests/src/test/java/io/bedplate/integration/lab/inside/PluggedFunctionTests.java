package io.bedplate.integration.lab.inside;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Spoofing;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** A running guest with a limited port on a bridge, to which functions of a card come and from which they go. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class PluggedFunctionTests {
    private static final int CELL = 2;
    private static final String MAC = "52:54:00:bb:02:09";
    private static final String WIRE = "10.99.0.1";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Card card = Card.ofCell(CELL, 2);
    private final LinuxBridge bridge = LinuxBridge.add("lab-br", "10.98.0.1");
    private final ComputeHost host = ComputeHost.open();
    private final LabGuest guest = host.spawn(new GuestOrder("plugged", 2, 128, Map.of("hw:cpu_policy", "dedicated",
            "hw:mem_page_size", "2048", "hw:emulator_threads_policy", "share")).with(port(),
                    "lab.address=10.98.0.2/24 lab.ping=10.98.0.1 lab.plugged=10.99.0.2/24 lab.ping-plugged=" + WIRE));

    PluggedFunctionTests() {
        Programs.run("ip", "address", "add", WIRE + "/24", "dev", card.device());
    }

    private static Nic port() {
        return new Nic(new DeviceId("bridged"), MacAddress.parse("52:54:00:bb:02:08"), new NicBackend.Bridge("lab-br"),
                Nic.Model.VIRTIO, Nic.Queues.DEFAULT, OptionalInt.empty(), OptionalInt.empty(),
                Optional.of(new Nic.Bandwidth(1000, 2000, 512)), Optional.of(new Nic.Bandwidth(500, 0, 0)),
                new Spoofing.Allowed());
    }

    @BeforeAll
    void theGuestHasBooted() {
        guest.words();
    }

    @AfterAll
    void end() {
        host.close();
        Programs.run("ip", "address", "delete", WIRE + "/24", "dev", card.device());
        bridge.close();
        card.close();
    }

    @Test
    void theLimitsOfAPortAreInForceInTheHostsKernelAndAPacketStillCrosses() {
        assertThat(guest.words()).contains("packet crossed");
        assertThat(bridge.ports()).singleElement().satisfies(tap -> {
            // Towards the guest the kernel shapes what leaves the tap device; away from it, it polices what enters.
            assertThat(Programs.run("tc", "-s", "class", "show", "dev", tap))
                    .contains("class htb", "rate 8Mbit ceil 16Mbit burst 512Kb").containsPattern("Sent [1-9]");
            assertThat(Programs.run("tc", "-s", "filter", "show", "dev", tap, "parent", "ffff:"))
                    .contains("police", "rate 4Mbit").containsPattern("Sent [1-9]");
        });
    }

    @Test
    void aFunctionComesToTheRunningGuestAndGoesAgain() {
        var function = card.functions().getFirst();
        var attachment = new Attachment.OfPci(new DeviceId("function"),
                new PlacedDevice(function, OptionalInt.of(CELL)));

        comesAndGoes(function, attachment);
    }

    @Test
    void aPortOnAFunctionComesToTheRunningGuestAndGoesAgain() {
        var function = card.functions().getLast();
        var port = Nic.of(new DeviceId("port"), MacAddress.parse(MAC), new NicBackend.VirtualFunction(function));

        comesAndGoes(function, new Attachment.OfNic(port));

        assertThat(guest.said()).anyMatch(line -> line.matches("card \\w+ mac=" + MAC));
    }

    private void comesAndGoes(PciAddress function, Attachment attachment) {
        var formerDriver = Card.driver(function);
        int crossed = guest.saidTimes("packet crossed");
        int came = guest.saidTimes("came ");
        int gone = guest.saidTimes("gone ");

        host.agent().attach(guest.id(), attachment);
        guest.awaitSaid("came ", came + 1, LONGEST);
        guest.awaitSaid("packet crossed", crossed + 1, LONGEST);
        assertThat(Card.driver(function)).contains("vfio-pci");
        assertThat(guest.process().openFiles("/dev/vfio")).contains("/dev/vfio/" + Card.iommuGroup(function));
        assertThat(host.agent().state().usage().pci()).containsExactly(function);
        assertThat(host.agent().verify(guest.id()).differences()).isEqualTo(List.of());

        host.agent().detach(guest.id(), attachment.id(), LONGEST);
        guest.awaitSaid("gone ", gone + 1, LONGEST);
        Waiting.until(function + " has its driver again", LONGEST, () -> Card.driver(function).equals(formerDriver));
        assertThat(guest.process().openFiles("/dev/vfio")).doesNotContain("/dev/vfio/" + Card.iommuGroup(function));
        assertThat(host.agent().state().usage().pci()).isEmpty();
    }
}
