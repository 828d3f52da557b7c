package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.xml.MigrationPlan.Port;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plan changes in a document, and that it changes nothing else. */
final class MigrationTests {
    private static final MigrationPlan NOTHING = new MigrationPlan(Map.of(), CpuSet.empty(), Map.of(), Map.of(),
            Map.of(), Map.of(), Optional.empty(), List.of());
    private static final MigrationPlan PLAN = new MigrationPlan(Map.of(0, 20, 1, 21, 2, 22, 3, 23), CpuSet.of(18, 19),
            Map.of(0, 2, 1, 3), Map.of(0, PageSize.MIB_2),
            Map.of(PciAddress.parse("0000:3b:02.0"), PciAddress.parse("0000:5e:02.1")),
            Map.of("/images/root", "/new/root", "/images/base", "/new/base"), Optional.of("10.0.0.2"),
            List.of(new Port("52:54:00:AA:00:02", "eth9"), new Port("52:54:00:aa:00:03", "0000:5e:02.3"),
                    new Port("52:54:00:aa:00:04", "/run/vhu9"), new Port("52:54:00:aa:00:05", "tap9")));
    private static final String XML = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>guest</name>
              <metadata><bedplate:guest xmlns:bedplate='urn:bedplate:libvirt:1'><bedplate:emulatorpin cpuset='0'/></bedplate:guest></metadata>
              <memory unit='GiB'>2</memory>
              <memoryBacking><hugepages><page size='1' unit='GiB' nodeset='0-1'/></hugepages><locked/></memoryBacking>
              <vcpu placement='static'>4</vcpu>
              <iothreads>1</iothreads>
              <cputune>
                <vcpupin vcpu='0' cpuset='4'/><vcpupin vcpu='1' cpuset='5'/><vcpupin vcpu='2' cpuset='6'/><vcpupin vcpu='3' cpuset='7'/>
                <emulatorpin cpuset='0,4-7'/>
                <iothreadpin iothread='1' cpuset='1'/>
                <unheard-of/>
              </cputune>
              <numatune><memory mode='strict' nodeset='0-1'/><memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/></numatune>
              <os><type arch='x86_64' machine='q35'>hvm</type></os>
              <cpu mode='host-passthrough'><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>
              <devices>
                <!-- the root disk -->
                <disk type='file' device='disk'><source file='/images/root'/><backingStore type='file'><format type='raw'/><source file='/images/base'/></backingStore><target dev='vda' bus='virtio'/></disk>
                <interface type='direct'><mac address='52:54:00:aa:00:02'/><source dev='eth0' mode='passthrough'/></interface>
                <interface type='hostdev' managed='yes'><mac address='52:54:00:aa:00:03'/><source><address type='pci' domain='0x0000' bus='0x3b' slot='0x02' function='0x2'/></source></interface>
                <interface type='vhostuser'><mac address='52:54:00:aa:00:04'/><source type='unix' path='/run/vhu0' mode='server'/></interface>
                <interface type='bridge'><mac address='52:54:00:aa:00:05'/><source bridge='br0'/><target dev='tap0'/></interface>
                <hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x3b' slot='0x02' function='0x0'/></source><address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></hostdev>
                <serial type='tcp'><source mode='bind' host='10.0.0.1' service='2445'/></serial>
                <serial type='tcp'><source mode='connect' host='10.0.0.9' service='2445'/></serial>
                <console type='tcp'><source mode='bind' host='10.0.0.1' service='2446'/></console>
                <graphics type='vnc' port='5900' listen='10.0.0.1'><listen type='address' address='10.0.0.1'/></graphics>
                <graphics type='spice' autoport='yes'><listen type='network' network='default'/></graphics>
                <memory model='dimm'><source><nodemask>1</nodemask></source><target><size unit='KiB'>1048576</size><node>1</node></target></memory>
                <unheard-of a='1'/>
              </devices>
              <qemu:commandline><qemu:arg value='-x'/></qemu:commandline>
            </domain>
            """;

    private static Migration.Moved moved(String xml, MigrationPlan plan) {
        return (Migration.Moved) Migration.of(DomainXml.read(xml), plan);
    }

    private static List<String> reasons(MigrationPlan plan) {
        return ((Migration.Refused) Migration.of(DomainXml.read(XML), plan)).reasons();
    }

    @Test
    void onlyWhatThePlanNamesChanges() throws Exception {
        var moved = moved(XML, PLAN);
        assertThat(moved.left()).isEmpty();
        var changes = new ArrayList<>(SameXml.outline(DomainXml.write(moved.domain())));
        SameXml.outline(XML).forEach(changes::remove);
        assertThat(changes.stream().map(line -> line.strip().replace("null ", ""))).containsExactly(
                "<page{nodeset=1, size=1, unit=GiB}", "<page{nodeset=0, size=2048, unit=KiB}",
                "<vcpupin{cpuset=20, vcpu=0}", "<vcpupin{cpuset=21, vcpu=1}", "<vcpupin{cpuset=22, vcpu=2}",
                "<vcpupin{cpuset=23, vcpu=3}", "<emulatorpin{cpuset=18-19}", "<iothreadpin{cpuset=18-19, iothread=1}",
                "<memory{mode=strict, nodeset=2-3}", "<memnode{cellid=0, mode=strict, nodeset=2}",
                "<memnode{cellid=1, mode=strict, nodeset=3}", "<source{file=/new/root}", "<source{file=/new/base}",
                "<source{dev=eth9, mode=passthrough}",
                "<address{bus=0x5e, domain=0x0000, function=0x3, slot=0x02, type=pci}",
                "<source{mode=server, path=/run/vhu9, type=unix}", "<target{dev=tap9}",
                "<address{bus=0x5e, domain=0x0000, function=0x1, slot=0x02}",
                "<source{host=10.0.0.2, mode=bind, service=2445}", "<source{host=10.0.0.2, mode=bind, service=2446}",
                "<graphics{listen=10.0.0.2, port=5900, type=vnc}", "<listen{address=10.0.0.2, type=address}",
                "3 #text 3");
        assertThat(moved.domain().mark().orElseThrow().emulatorCpus().isEmpty()).isTrue();
        assertThat(Schema.domain().complaints(DomainXml.write(moved.domain()).replaceAll("<unheard-of.*/>", "")))
                .isEmpty();
    }

    @Test
    void planThatSaysNothingChangesNothingAndAllThatIsTheSourcesIsNamed() {
        var moved = moved(XML, NOTHING);
        assertThat(SameXml.outline(DomainXml.write(moved.domain()))).isEqualTo(SameXml.outline(XML));
        assertThat(moved.left()).hasSize(10)
                .anyMatch(line -> line.contains("vCPU 3 is pinned to 7"))
                .anyMatch(line -> line.contains("emulator is pinned to 0,4-7"))
                .anyMatch(line -> line.contains("I/O thread 1"))
                .anyMatch(line -> line.contains("bound to host cells 0-1"))
                .anyMatch(line -> line.contains("0000:3b:02.0")).anyMatch(line -> line.contains("0000:3b:02.2"))
                .anyMatch(line -> line.contains("eth0"));
    }

    @Test
    void whatTheGuestHasNotIsRefusedWithAllReasons() {
        var plan = new MigrationPlan(Map.of(4, 1), CpuSet.empty(), Map.of(2, 0), Map.of(7, PageSize.GIB_1),
                Map.of(PciAddress.parse("0000:01:00.0"), PciAddress.parse("0000:02:00.0")), Map.of("/none", "/some"),
                Optional.empty(), List.of(new Port("52:54:00:00:00:99", "eth1")));
        assertThat(reasons(plan)).containsExactly("pinning: the guest has no vCPU 4, only 4 of them",
                "nodes: the guest has no cell 2, only [0, 1]", "page_size_kib: the guest has no cell 7, only [0, 1]",
                "pci: the guest has no device 0000:01:00.0", "disks: the guest has no image /none",
                "interfaces: the guest has no interface 52:54:00:00:00:99");
    }

    @Test
    void functionIsNoDeviceName() {
        var plan = new MigrationPlan(Map.of(), CpuSet.empty(), Map.of(), Map.of(), Map.of(), Map.of(),
                Optional.empty(), List.of(new Port("52:54:00:aa:00:03", "eth1")));
        assertThat(reasons(plan)).singleElement().asString().contains("VF", "eth1");
    }

    @Test
    void guestWithoutAnyOfItGetsWhatThePlanSays() {
        var plan = new MigrationPlan(Map.of(0, 5), CpuSet.of(4), Map.of(0, 1), Map.of(0, PageSize.MIB_2), Map.of(),
                Map.of(), Optional.empty(), List.of());
        var xml = DomainXml.write(moved("<domain type='kvm'><name>n</name></domain>", plan).domain());
        assertThat(xml).contains("<vcpupin vcpu=\"0\" cpuset=\"5\"/>", "<emulatorpin cpuset=\"4\"/>",
                "<memory mode=\"strict\" nodeset=\"1\"/>", "<page size=\"2048\" unit=\"KiB\"/>")
                .doesNotContain("memnode");
    }

    @Test
    void ordinaryPagesTakeTheHugeOnesAway() {
        var plan = new MigrationPlan(Map.of(), CpuSet.empty(), Map.of(),
                Map.of(0, PageSize.KIB_4, 1, PageSize.KIB_4), Map.of(), Map.of(), Optional.empty(), List.of());
        var backing = moved(XML, plan).domain().memoryBacking().orElseThrow();
        assertThat(backing.hugePages()).isEmpty();
        assertThat(backing.locked()).isTrue();
    }

    @Test
    void pageOfTheSameSizeKeepsItsForm() {
        var plan = new MigrationPlan(Map.of(), CpuSet.empty(), Map.of(), Map.of(0, PageSize.GIB_1), Map.of(), Map.of(),
                Optional.empty(), List.of());
        assertThat(moved(XML, plan).domain().memoryBacking()).isEqualTo(DomainXml.read(XML).memoryBacking());
    }

    @Test
    void strangersGoAlong() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            for (var name : Corpus.NAMES) {
                var document = XmlDocument.parse(Corpus.text(name));
                var root = new Mutations(random, 20).root(document.root());
                var xml = document.withRoot(root).text();
                var moved = moved(xml, NOTHING).domain();
                assertThat(SameXml.outline(document.withRoot(DomainXml.element(moved)).text())).as("seed %d", seed)
                        .isEqualTo(SameXml.outline(xml));
            }
        }
    }
}
