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
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Reason;
import io.bedplate.nfv.Rejection;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Spoofing;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** A guest with a virtual function of the card of its cell, in a VLAN, and what others cannot have meanwhile. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class VirtualFunctionTests {
    private static final int CELL = 2;
    private static final int VLAN = 42;
    private static final String MAC = "52:54:00:bb:02:01";
    private static final String HOST_ADDRESS = "10.99.0.1";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Card card = Card.ofCell(CELL, 2);
    private final ComputeHost host = ComputeHost.open();
    private final String vlanDevice = card.device() + "." + VLAN;
    private final LabGuest guest;
    private final PciAddress function;

    VirtualFunctionTests() {
        Programs.run("ip", "link", "add", "link", card.device(), "name", vlanDevice, "type", "vlan", "id", "" + VLAN);
        Programs.run("ip", "address", "add", HOST_ADDRESS + "/24", "dev", vlanDevice);
        Programs.run("ip", "link", "set", vlanDevice, "up");
        var order = order("passed-through").with(Card.function(PciNumaPolicy.REQUIRED));
        // The planner gives equal answers to equal questions: the port is laid on the function that it will choose.
        function = ((Plan) host.plan(order)).placement().devices().getFirst().address();
        var port = new Nic(new DeviceId("data"), MacAddress.parse(MAC), new NicBackend.VirtualFunction(function),
                Nic.Model.VIRTIO, Nic.Queues.DEFAULT, OptionalInt.empty(), OptionalInt.of(VLAN),
                Optional.empty(), Optional.empty(), new Spoofing.Allowed());
        guest = host.spawn(order.with(port, "lab.address=10.99.0.2/24 lab.ping=" + HOST_ADDRESS));
    }

    private static GuestOrder order(String name) {
        return new GuestOrder(name, 2, 128, Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048",
                "hw:emulator_threads_policy", "share"));
    }

    @BeforeAll
    void theGuestHasBooted() {
        guest.words();
    }

    @AfterAll
    void end() {
        host.close();
        Programs.run("ip", "link", "delete", vlanDevice);
        card.close();
    }

    @Test
    void theGuestIsOnTheCellOfItsCard() {
        assertThat(guest.placement().cells().getFirst().hostCell()).isEqualTo(CELL);
        assertThat(guest.placement().devices()).containsExactly(new PlacedDevice(function, OptionalInt.of(CELL)));
        assertThat(card.functions()).contains(function);
    }

    @Test
    void vfioHasTheFunctionAndQemuHasItsGroup() {
        assertThat(Card.driver(function)).contains("vfio-pci");
        assertThat(guest.process().openFiles("/dev/vfio")).contains("/dev/vfio/" + Card.iommuGroup(function));
    }

    @Test
    void addressVlanAndSpoofCheckAreWhatTheCardHas() {
        assertThat(card.settings(card.functions().indexOf(function))).contains(MAC, "vlan " + VLAN,
                "spoof checking on");
        assertThat(guest.words()).anyMatch(line -> line.matches("card \\w+ mac=" + MAC));
    }

    @Test
    void aPacketCrossesItBothWays() {
        assertThat(guest.words()).contains("packet crossed");
        Waiting.until("the host has the guest for a neighbour", LONGEST,
                () -> Programs.run("ip", "neighbour", "show", "dev", vlanDevice).contains("10.99.0.2 lladdr " + MAC));
    }

    @Test
    void aSecondGuestThatMustBeNearTheCardIsRefusedSinceItsCellHasNoCpuLeft() {
        var refusal = host.refusal(order("late").with(Card.function(PciNumaPolicy.REQUIRED)));

        assertThat(refusal.reasons()).extracting(Reason::code).contains("DEVICES_TOO_FAR");
        assertThat(refusal.sentence()).contains("8086:10ca", "required", "1 ", "0 ");
        assertThat(host.plan(order("late").with(Card.function(PciNumaPolicy.PREFERRED)))).isInstanceOf(Plan.class);
    }

    @Test
    void aCardWhoseFunctionIsTakenIsNobodysWhole() {
        var other = ((Plan) host.plan(order("whole").with(Card.whole(PciNumaPolicy.PREFERRED)))).placement().devices();
        assertThat(other).hasSize(1);
        assertThat(other.getFirst().address()).isNotEqualTo(card.address());
        assertThat(host.plan(order("whole").with(Card.whole(PciNumaPolicy.REQUIRED)))).isInstanceOf(Rejection.class);
    }

    @Test
    void theAgentFindsAllThatInForce() {
        assertThat(host.agent().verify(guest.id()).differences()).isEqualTo(List.of());
    }
}
