package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.Specs;
import io.bedplate.libvirt.xml.NicMapper.Owner;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Bandwidth;
import io.bedplate.virt.Nic.Queues;
import io.bedplate.virt.Nic.Spoofing;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Ports as libvirt's interfaces, and ports that cannot be. */
final class NicMapperTests {
    private static final Owner OWNER = new Owner(Specs.ID.uuid(), 4, true);
    private static final PciAddress VF = new PciAddress(0, 0x3b, 2, 1);
    private static final UUID PORT = UUID.fromString("0e4f2f3e-0000-4000-8000-000000000001");
    private static final NicBackend BRIDGE = new NicBackend.Bridge("br0");
    private static final NicBackend OVS = new NicBackend.OpenVswitch("br-int", PORT);
    private static final NicBackend MACVTAP = new NicBackend.Macvtap("eth1", NicBackend.Macvtap.Mode.BRIDGE);
    private static final NicBackend PASSTHROUGH = new NicBackend.Macvtap("eth2",
            NicBackend.Macvtap.Mode.PASSTHROUGH);
    private static final NicBackend VHOST_USER = new NicBackend.VhostUser(Path.of("/run/vhost/p1"), true);
    private static final NicBackend VDPA = new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0"));
    private static final NicBackend FUNCTION = new NicBackend.VirtualFunction(VF);
    private static final NicBackend FORWARDER = new NicBackend.VirtioForwarder(Path.of("/run/vhost/vf1"), VF);

    private static Wish port(NicBackend backend) {
        return new Wish(Nic.of(new DeviceId("data-0"), new MacAddress("52:54:00:00:00:01"), backend));
    }

    /** A port, changed in one thing. */
    private record Wish(Nic nic) {
        Nic mtu(int bytes) {
            return with(nic.model(), nic.queues(), OptionalInt.of(bytes), nic.vlan(), nic.inbound(), nic.outbound(),
                    nic.spoofing());
        }

        Nic vlan(int tag) {
            return with(nic.model(), nic.queues(), nic.mtu(), OptionalInt.of(tag), nic.inbound(), nic.outbound(),
                    nic.spoofing());
        }

        Nic model(Nic.Model model) {
            return with(model, nic.queues(), nic.mtu(), nic.vlan(), nic.inbound(), nic.outbound(), nic.spoofing());
        }

        Nic queues(int pairs, int rx, int tx, boolean packed) {
            return with(nic.model(), new Queues(pairs, rx, tx, packed), nic.mtu(), nic.vlan(), nic.inbound(),
                    nic.outbound(), nic.spoofing());
        }

        Nic limit(Bandwidth in, Bandwidth out) {
            return with(nic.model(), nic.queues(), nic.mtu(), nic.vlan(), Optional.of(in), Optional.of(out),
                    nic.spoofing());
        }

        Nic only(String... addresses) {
            return with(nic.model(), nic.queues(), nic.mtu(), nic.vlan(), nic.inbound(), nic.outbound(),
                    new Spoofing.Refused(List.of(addresses)));
        }

        private Nic with(Nic.Model model, Queues queues, OptionalInt mtu, OptionalInt vlan, Optional<Bandwidth> in,
                Optional<Bandwidth> out, Spoofing spoofing) {
            return new Nic(nic.id(), nic.mac(), nic.backend(), model, queues, mtu, vlan, in, out, spoofing);
        }
    }

    private static InstanceSpec guest(Nic... nics) {
        var cell = Specs.pinned(0, 0, Map.of(0, 4, 1, 5, 2, 6, 3, 7), Optional.empty());
        return Specs.of(Specs.placed(CpuSet.of(0), cell), Specs.kernel(), List.of(), Optional.empty())
                .equipped(List.of(), List.of(nics));
    }

    private static String written(Nic... nics) {
        return DomainXml.write(DomainMapper.map(guest(nics), Machine.x86("kvm", "/usr/bin/qemu-system-x86_64")))
                .replaceAll(">\\s+<", "><").replace('"', '\'');
    }

    static Stream<Arguments> everyKind() {
        return Stream.of(
                Arguments.of(port(BRIDGE).mtu(9000), "<interface type='bridge'>", "<source bridge='br0'/>",
                        "<target dev='bp-", "<mtu size='9000'/>"),
                Arguments.of(port(BRIDGE).queues(4, 1024, 256, true), "<driver queues='4'", "rx_queue_size='1024'",
                        "tx_queue_size='256'", "packed='on'"),
                Arguments.of(port(BRIDGE).limit(new Bandwidth(1000, 2000, 512), new Bandwidth(500, 0, 0)),
                        "<inbound average='1000' peak='2000' burst='512'/>", "<outbound average='500'/>", "", ""),
                Arguments.of(port(BRIDGE).model(Nic.Model.E1000E), "<model type='e1000e'/>", "", "", ""),
                Arguments.of(port(OVS).vlan(42), "<interface type='bridge'>", "<virtualport type='openvswitch'>",
                        "interfaceid='" + PORT + "'", "<vlan><tag id='42'/></vlan>"),
                Arguments.of(port(MACVTAP).queues(2, 0, 0, false), "<interface type='direct'>",
                        "<source dev='eth1' mode='bridge'/>", "<driver queues='2'/>", "<target dev='bp-"),
                Arguments.of(port(PASSTHROUGH).vlan(7), "<source dev='eth2' mode='passthrough'/>",
                        "<tag id='7'/>", "", ""),
                Arguments.of(port(VHOST_USER).queues(4, 1024, 1024, false), "<interface type='vhostuser'>",
                        "path='/run/vhost/p1'", "mode='server'", "tx_queue_size='1024'"),
                Arguments.of(port(new NicBackend.VhostUser(Path.of("/run/vhost/p2"), false)).mtu(1500),
                        "path='/run/vhost/p2'", "mode='client'", "<qemu:device alias='ua-data-0'><qemu:frontend>",
                        "<qemu:property name='host_mtu' type='unsigned' value='1500'/>"),
                Arguments.of(port(VDPA).nic(), "<interface type='vdpa'>", "<source dev='/dev/vhost-vdpa-0'/>",
                        "", ""),
                Arguments.of(port(FUNCTION).vlan(100), "<interface type='hostdev' managed='yes'>",
                        "<address type='pci' domain='0x0000' bus='0x3b' slot='0x02' function='0x1'/>",
                        "<tag id='100'/>", "<driver name='vfio'/>"),
                Arguments.of(port(FORWARDER).nic(), "<interface type='vhostuser'>", "path='/run/vhost/vf1'",
                        "mode='server'", ""));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void portOfEachKindIsWrittenAndValid(Nic nic, String one, String two, String three, String four)
            throws IOException, SAXException {
        var xml = written(nic);
        assertThat(xml).contains("<mac address='52:54:00:00:00:01'/>", "<alias name='ua-data-0'/>", one, two, three,
                four);
        assertThat(Schema.domain().complaints(xml)).isEmpty();
    }

    @Test
    void tapsAndMacvtapsAreNamedAndTheRestIsNot() {
        var name = PortName.of(Specs.ID.uuid(), new DeviceId("data-0")).toString();
        assertThat(name).hasSize(15);
        for (var backend : List.of(BRIDGE, OVS, MACVTAP)) {
            assertThat(written(port(backend).nic())).contains("<target dev='%s'/>".formatted(name));
        }
        for (var backend : List.of(VHOST_USER, VDPA, FUNCTION, FORWARDER)) {
            assertThat(written(port(backend).nic())).doesNotContain(name);
        }
    }

    static Stream<Arguments> contradictions() {
        var limit = new Bandwidth(1, 0, 0);
        return Stream.of(
                Arguments.of(port(BRIDGE).vlan(1), "a tap on a Linux bridge cannot have a VLAN"),
                Arguments.of(port(MACVTAP).vlan(1), "macvtap in bridge mode cannot have a VLAN"),
                Arguments.of(port(VDPA).vlan(1), "vDPA cannot have a VLAN"),
                Arguments.of(port(VHOST_USER).vlan(1), "vhost-user cannot have a VLAN"),
                Arguments.of(port(OVS).only(), "a tap on Open vSwitch cannot have its addresses enforced"),
                Arguments.of(port(VHOST_USER).only(), "vhost-user cannot have its addresses enforced"),
                Arguments.of(port(FUNCTION).only(), "a virtual function cannot have its addresses enforced"),
                Arguments.of(port(PASSTHROUGH).only(), "macvtap in passthrough mode cannot have its addresses"),
                Arguments.of(port(VHOST_USER).limit(limit, limit), "vhost-user cannot have a bandwidth limit"),
                Arguments.of(port(FUNCTION).limit(limit, limit), "a virtual function cannot have a bandwidth limit"),
                Arguments.of(port(VDPA).limit(limit, limit), "vDPA cannot have a bandwidth limit"),
                Arguments.of(port(FORWARDER).limit(limit, limit), "a virtio forwarder cannot have a bandwidth"),
                Arguments.of(port(MACVTAP).mtu(9000), "macvtap in bridge mode cannot have an MTU of its own"),
                Arguments.of(port(FUNCTION).mtu(9000), "a virtual function cannot have an MTU of its own"),
                Arguments.of(port(BRIDGE).queues(1, 0, 512, false), "cannot have a send ring of more than 256"),
                Arguments.of(port(FUNCTION).queues(2, 0, 0, false), "cannot have queues of the host's choice"),
                Arguments.of(port(VHOST_USER).model(Nic.Model.RTL8139), "cannot have a card that is not virtio"),
                Arguments.of(port(BRIDGE).queues(5, 0, 0, false), "5 pairs of queues wanted for 4 vCPUs"),
                Arguments.of(new Wish(port(BRIDGE).model(Nic.Model.E1000E)).queues(1, 0, 0, true),
                        "queues and rings are those of a virtio card, and E1000E is none"),
                Arguments.of(port(BRIDGE).only("10.0.0"), "an IPv4 or IPv6 address wanted, found \"10.0.0\""),
                Arguments.of(port(BRIDGE).only("fe80::1%eth0"), "found \"fe80::1%eth0\""),
                Arguments.of(port(BRIDGE).only("example.org"), "found \"example.org\""));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradictionIsRefusedWithOneSentence(Nic nic, String why) {
        assertInvalid(() -> NicMapper.map(nic, OWNER), why);
        assertInvalid(() -> DomainMapper.map(guest(nic), Machine.x86("kvm", "/q")), why);
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).asInstanceOf(type(VirtDriverException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID_SPEC))
                .extracting(Throwable::getMessage).asString().startsWith("port data-0: ").contains(why);
    }

    @Test
    void vhostUserWantsSharedMemoryAlsoOfAGuestThatRuns() {
        assertInvalid(() -> NicMapper.map(port(VHOST_USER).nic(), new Owner(Specs.ID.uuid(), 4, false)),
                "it needs the guest's memory shared with the switch");
        assertThat(NicMapper.map(port(VDPA).nic(), new Owner(Specs.ID.uuid(), 4, false)).type()).isEqualTo("vdpa");
    }

    @Test
    void memoryIsSharedOnHugePagesOrElseOnAMemfd() throws IOException, SAXException {
        assertThat(written(port(BRIDGE).nic())).doesNotContain("memfd", "shared");
        assertThat(written(port(VHOST_USER).nic())).contains("<source type='memfd'/>", "<access mode='shared'/>",
                "memAccess='shared'");
        var cells = List.of(Specs.pinned(0, 0, Map.of(0, 4), Optional.of(PageSize.MIB_2)),
                Specs.pinned(1, 1, Map.of(1, 12), Optional.of(PageSize.GIB_1)));
        var huge = Specs.of(Specs.placed(CpuSet.of(0), cells.get(0), cells.get(1)), Specs.kernel(), List.of(),
                Optional.empty()).equipped(List.of(), List.of(port(FORWARDER).nic()));
        var xml = DomainXml.write(DomainMapper.map(huge, Machine.x86("kvm", "/q")));
        assertThat(xml).contains("<hugepages>").doesNotContain("memfd").containsOnlyOnce("<access mode")
                .matches("(?s).*memAccess=.shared.*memAccess=.shared.*");
        assertThat(Schema.domain().complaints(xml)).isEmpty();
    }

    @Test
    void mixedMemoryIsSharedToo() {
        var mixed = Specs.of(Specs.placed(CpuSet.of(0), Specs.pinned(0, 0, Map.of(0, 4), Optional.of(PageSize.MIB_2)),
                Specs.pinned(1, 1, Map.of(1, 12), Optional.empty())), Specs.kernel(), List.of(), Optional.empty())
                .equipped(List.of(), List.of(port(VHOST_USER).nic()));
        assertThat(DomainXml.write(DomainMapper.map(mixed, Machine.x86("kvm", "/q")))).contains("<hugepages>", "memfd");
    }

    @Test
    void guestWithoutCellsSharesItsMemoryAsAWhole() {
        var spec = Specs.floating().equipped(List.of(), List.of(port(VHOST_USER).nic()));
        assertThat(DomainXml.write(DomainMapper.map(spec, Machine.x86("qemu", "/q")))).contains("memfd")
                .doesNotContain("memAccess");
    }

    @Test
    void functionOfAPortIsNotPassedThroughASecondTime() {
        var placed = Specs.networkFunction();
        assertThat(DomainXml.write(DomainMapper.map(placed, Machine.x86("kvm", "/q")))).contains("<hostdev");
        var xml = DomainXml.write(DomainMapper.map(placed.equipped(List.of(), List.of(port(FUNCTION).nic())),
                Machine.x86("kvm", "/q")));
        assertThat(xml).contains("<interface type=").doesNotContain("<hostdev");
    }

    @Test
    void twoPortsOnOneFunctionAreRefused() {
        var other = Nic.of(new DeviceId("other"), new MacAddress("52:54:00:00:00:02"), FORWARDER);
        assertThatThrownBy(() -> DomainMapper.map(guest(port(FUNCTION).nic(), other), Machine.x86("kvm", "/q")))
                .isInstanceOf(VirtDriverException.class)
                .hasMessage("port other: the virtual function 0000:3b:02.1 is another port's already");
    }
}
