package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostTree;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.libvirt.net.NetworkPrograms;
import io.bedplate.libvirt.net.OpenVswitch;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.NicBackend.Macvtap.Mode;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether a host has what ports are plugged into, on a host of a few lines. */
final class PortFitTests {
    private static final HostTree TREE = HostTree.parse("""
            /sys/class/net/br0/bridge/
            /sys/class/net/eth0/device/
            /sys/class/net/eth1/master -> ../br0
            /sys/class/net/eth2/upper_macvtap0 -> ../macvtap0
            /sys/class/net/vf0/device/physfn/
            /sys/class/net/taken/master -> ../bond0
            /run/vhost/p1 = socket
            /dev/vhost-vdpa-0 = device
            """);
    private static final HostTopology HOST = new HostTopology("h", "x86_64", List.of(), List.of(), List.of(), List.of(),
            List.of(function(0, PciDeviceType.PF, Optional.of("ice"), 1, "pf"),
                    function(1, PciDeviceType.VF, Optional.of("iavf"), 2, "vf0"),
                    function(2, PciDeviceType.VF, Optional.of("vfio-pci"), 3, ""),
                    function(3, PciDeviceType.VF, Optional.of("uio_pci_generic"), 4, ""),
                    function(4, PciDeviceType.VF, Optional.of("iavf"), 5, "taken"),
                    function(5, PciDeviceType.VF, Optional.of("iavf"), -1, "vf4"),
                    function(6, PciDeviceType.PCI, Optional.empty(), 6, "")));

    private static PciDevice function(int number, PciDeviceType type, Optional<String> driver, int group, String net) {
        return new PciDevice(address(number), "8086", "1889", OptionalInt.empty(), type, 0, List.of(),
                type == PciDeviceType.VF ? Optional.of(address(0)) : Optional.empty(), driver,
                group < 0 ? OptionalInt.empty() : OptionalInt.of(group),
                net.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new NetDevice(net, true, Optional.empty(), Optional.empty())));
    }

    private static PciAddress address(int function) {
        return new PciAddress(0, 0x3b, 0, function);
    }

    private static Optional<Misfit> check(Nic nic) {
        var nobody = new OpenVswitch(new NetworkPrograms(Optional.empty()), Optional.of("unix:/nowhere/db.sock"));
        return new PortFit(TREE.simulated(), nobody).check(List.of(nic), HOST);
    }

    private static Nic port(NicBackend backend) {
        return Nic.of(new DeviceId("p"), new MacAddress("52:54:00:00:00:01"), backend);
    }

    static Stream<NicBackend> fitting() {
        return Stream.of(new NicBackend.Bridge("br0"), new NicBackend.Macvtap("eth0", Mode.PASSTHROUGH),
                new NicBackend.Macvtap("eth2", Mode.BRIDGE), new NicBackend.VhostUser(Path.of("/run/vhost/p1"), false),
                new NicBackend.VhostUser(Path.of("/run/vhost/new"), true),
                new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0")), new NicBackend.VirtualFunction(address(1)),
                new NicBackend.VirtualFunction(address(2)),
                new NicBackend.VirtioForwarder(Path.of("/run/vhost/f"), address(3)));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void whatIsThereFits(NicBackend backend) {
        assertThat(check(port(backend))).isEmpty();
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(new NicBackend.Bridge("br9"),
                        "a Linux bridge br9 wanted, the host has no such network device"),
                Arguments.of(new NicBackend.Bridge("../br0"),
                        "a Linux bridge ../br0 wanted, the host has no such network device"),
                Arguments.of(new NicBackend.Bridge(".."),
                        "a Linux bridge .. wanted, the host has no such network device"),
                Arguments.of(new NicBackend.Bridge("eth0"), "a Linux bridge eth0 wanted, eth0 is none"),
                Arguments.of(new NicBackend.Macvtap("eth9", Mode.BRIDGE),
                        "a network card eth9 wanted, the host has no such network device"),
                Arguments.of(new NicBackend.Macvtap("eth1", Mode.VEPA), "the network card eth1 wanted, br0 uses it"),
                Arguments.of(new NicBackend.Macvtap("eth2", Mode.PASSTHROUGH),
                        "the network card eth2 wanted, macvtap0 uses it"),
                Arguments.of(new NicBackend.VhostUser(Path.of("/run/vhost/p2"), false),
                        "the socket /run/vhost/p2 wanted, nobody has made it"),
                Arguments.of(new NicBackend.VhostUser(Path.of("/run/nothing/p2"), true),
                        "a socket in /run/nothing wanted, there is no such folder"),
                Arguments.of(new NicBackend.VhostUser(Path.of("p2"), true),
                        "the full path of a socket wanted, found p2"),
                Arguments.of(new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-1")),
                        "a vDPA device /dev/vhost-vdpa-1 wanted, there is none"),
                Arguments.of(new NicBackend.VirtualFunction(address(7)),
                        "a virtual function 0000:3b:00.7 wanted, the host has no such PCI device"),
                Arguments.of(new NicBackend.VirtualFunction(address(0)),
                        "a virtual function 0000:3b:00.0 wanted, that device is a physical function"),
                Arguments.of(new NicBackend.VirtioForwarder(Path.of("/run/vhost/f"), address(6)),
                        "a virtual function 0000:3b:00.6 wanted, that device is a plain PCI device"),
                Arguments.of(new NicBackend.VirtualFunction(address(3)),
                        "virtual function 0000:3b:00.3 is bound to uio_pci_generic, not to a network driver or vfio-pci"),
                Arguments.of(new NicBackend.VirtualFunction(address(4)),
                        "virtual function 0000:3b:00.4 wanted, bond0 uses its network device taken"),
                Arguments.of(new NicBackend.VirtualFunction(address(5)),
                        "virtual function 0000:3b:00.5 is in no IOMMU group, so it cannot be passed through"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatIsNotThereIsNamed(NicBackend backend, String why) {
        assertThat(check(port(backend))).contains(new Misfit(Kind.INVALID_SPEC, "port p: " + why));
    }

    @Test
    void openVswitchThatDoesNotAnswerIsNamedWithItsReason() {
        assertThat(check(port(new NicBackend.OpenVswitch("br-int", UUID.randomUUID())))).hasValueSatisfying(misfit -> {
            assertThat(misfit.kind()).isEqualTo(Kind.INVALID_SPEC);
            assertThat(misfit.text())
                    .startsWith("port p: an Open vSwitch bridge br-int wanted, Open vSwitch does not answer: ");
        });
    }

    @Test
    void vlanOnMacvtapWantsAVirtualFunction() {
        assertThat(check(tagged(new NicBackend.Macvtap("vf0", Mode.PASSTHROUGH)))).isEmpty();
        assertThat(check(tagged(new NicBackend.Macvtap("eth0", Mode.PASSTHROUGH)))).contains(new Misfit(
                Kind.INVALID_SPEC, "port p: a VLAN wanted, which only a virtual function can have, and eth0 is none"));
    }

    private static Nic tagged(NicBackend backend) {
        var plain = port(backend);
        return new Nic(plain.id(), plain.mac(), backend, plain.model(), plain.queues(), plain.mtu(), OptionalInt.of(5),
                plain.inbound(), plain.outbound(), plain.spoofing());
    }
}
