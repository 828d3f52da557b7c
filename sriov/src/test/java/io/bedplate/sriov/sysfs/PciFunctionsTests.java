package io.bedplate.sriov.sysfs;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostTree;

import static org.assertj.core.api.Assertions.assertThat;

final class PciFunctionsTests {
    private static final String PF = """
            /sys/bus/pci/devices/0000:3b:00.0/class = 0x020000
            /sys/bus/pci/devices/0000:3b:00.0/vendor = 0x8086
            /sys/bus/pci/devices/0000:3b:00.0/device = 0x1572
            /sys/bus/pci/devices/0000:3b:00.0/numa_node = 1
            /sys/bus/pci/devices/0000:3b:00.0/sriov_totalvfs = 64
            /sys/bus/pci/devices/0000:3b:00.0/virtfn0 -> ../0000:3b:02.0
            /sys/bus/pci/devices/0000:3b:00.0/virtfn10 -> ../0000:3b:03.2
            /sys/bus/pci/devices/0000:3b:00.0/driver -> ../../drivers/i40e
            /sys/bus/pci/devices/0000:3b:00.0/iommu_group -> ../../../kernel/iommu_groups/28
            /sys/bus/pci/devices/0000:3b:00.0/net/ens1f0/
            /sys/class/net/ens1f0/operstate = up
            """;
    private static final String VF = """
            /sys/bus/pci/devices/0000:3b:02.0/class = 0x020000
            /sys/bus/pci/devices/0000:3b:02.0/vendor = 0x8086
            /sys/bus/pci/devices/0000:3b:02.0/device = 0x154c
            /sys/bus/pci/devices/0000:3b:02.0/numa_node = 1
            /sys/bus/pci/devices/0000:3b:02.0/physfn -> ../0000:3b:00.0
            /sys/bus/pci/devices/0000:3b:02.0/net/ens1f0v0/
            """;
    private static final PciAddress PF_ADDRESS = PciAddress.parse("0000:3b:00.0");

    private static List<PciDevice> devices(String text) {
        return PciFunctions.read(HostTree.parse(text).simulated());
    }

    private static PciDevice only(String text) {
        assertThat(devices(text)).hasSize(1);
        return devices(text).getFirst();
    }

    @Test
    void readsAPfWithItsVfsDriverGroupAndInterface() {
        var pf = only(PF);

        assertThat(pf.type()).isEqualTo(PciDeviceType.PF);
        assertThat(pf.vendorId() + ":" + pf.productId()).isEqualTo("8086:1572");
        assertThat(pf.cell()).hasValue(1);
        assertThat(pf.totalVfs()).isEqualTo(64);
        assertThat(pf.vfs()).extracting(PciAddress::toString).containsExactly("0000:3b:02.0", "0000:3b:03.2");
        assertThat(pf.driver()).contains("i40e");
        assertThat(pf.iommuGroup()).hasValue(28);
        assertThat(pf.netDevice().map(NetDevice::name)).contains("ens1f0");
        assertThat(pf.netDevice().map(NetDevice::linkUp)).contains(true);
    }

    @Test
    void readsAVfWithItsParent() {
        var vf = devices(PF + VF).getLast();

        assertThat(vf.type()).isEqualTo(PciDeviceType.VF);
        assertThat(vf.parent()).contains(PF_ADDRESS);
        assertThat(vf.totalVfs()).isZero();
        assertThat(vf.netDevice().map(NetDevice::linkUp)).contains(false);
    }

    @Test
    void leavesBridgesOutAndKeepsWideDomains() {
        var devices = devices("""
                /sys/bus/pci/devices/10000:00:02.0/class = 0x060400
                /sys/bus/pci/devices/10000:00:02.0/vendor = 0x8086
                /sys/bus/pci/devices/0000:00:1f.0/class = 0x060100
                /sys/bus/pci/devices/10000:01:00.0/class = 0x010802
                /sys/bus/pci/devices/10000:01:00.0/vendor = 0x144d
                /sys/bus/pci/devices/10000:01:00.0/device = 0xa808
                /sys/bus/pci/devices/10000:01:00.0/numa_node = -1
                /sys/bus/pci/devices/ffffffff:01:00.0/class = 0x010802
                """);

        assertThat(devices).extracting(device -> device.address().toString()).containsExactly("10000:01:00.0",
                "ffffffff:01:00.0");
        assertThat(devices.getFirst().cell()).isEmpty();
        assertThat(devices.getLast().vendorId()).isEmpty();
    }

    @Test
    void withoutAClassTheIdsMustSpeak() {
        String ids = "/sys/bus/pci/devices/0000:01:00.0/vendor = 0x8086\n";

        assertThat(only(ids).type()).isEqualTo(PciDeviceType.PCI);
        assertThat(devices(ids + "/sys/bus/pci/devices/0000:01:00.0/secondary_bus_number = 2\n")).isEmpty();
        assertThat(devices("/sys/bus/pci/devices/0000:01:00.0/\n/sys/bus/pci/devices/0000:02:00.0 -> gone\n"))
                .isEmpty();
        assertThat(devices("/sys/bus/pci/devices/nonsense/class = 0x020000\n")).isEmpty();
    }

    @Test
    void damagedFilesLeaveTheirFactUnknown() {
        var device = only("""
                /sys/bus/pci/devices/0000:01:00.0/class = 0x020000
                /sys/bus/pci/devices/0000:01:00.0/vendor = 8086
                /sys/bus/pci/devices/0000:01:00.0/device = 0xzzzz
                /sys/bus/pci/devices/0000:01:00.0/numa_node = one
                /sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 99999999
                /sys/bus/pci/devices/0000:01:00.0/virtfn0 = no link
                /sys/bus/pci/devices/0000:01:00.0/virtfnx -> ../0000:01:00.1
                /sys/bus/pci/devices/0000:01:00.0/iommu_group -> ../none
                """);

        assertThat(device.vendorId()).isEmpty();
        assertThat(device.productId()).isEmpty();
        assertThat(device.cell()).isEmpty();
        assertThat(device.type()).isEqualTo(PciDeviceType.PCI);
        assertThat(device.iommuGroup()).isEmpty();
        assertThat(device.driver()).isEmpty();
    }

    @Test
    void aVirtioFunctionHasItsInterfaceOneFolderDeeper() {
        var device = only("""
                /sys/bus/pci/devices/0000:00:03.0/class = 0x020000
                /sys/bus/pci/devices/0000:00:03.0/virtio2/net/eth0/
                /sys/class/net/eth0/operstate = up
                """);

        assertThat(device.netDevice().map(NetDevice::name)).contains("eth0");
    }

    @Test
    void findsTheRepresentorsOfASwitchdevPf() {
        String tree = PF + VF + """
                /sys/class/net/ens1f0/phys_switch_id = 0ec1
                /sys/class/net/ens1f0/phys_port_name = p0
                /sys/bus/pci/devices/0000:3b:00.0/net/eth7/
                /sys/class/net/eth7/phys_switch_id = 0ec1
                /sys/class/net/eth7/phys_port_name = pf0vf0
                /sys/class/net/eth8/phys_switch_id = 0ec1
                /sys/class/net/eth8/phys_port_name = c1pf1vf0
                /sys/class/net/eth9/phys_switch_id = 0ec2
                /sys/class/net/eth9/phys_port_name = pf0vf0
                """;
        var files = HostTree.parse(tree).simulated();
        var vf = PciFunctions.read(files).getLast();

        assertThat(PciFunctions.read(files).getFirst().netDevice().map(NetDevice::name)).contains("ens1f0");
        assertThat(vf.netDevice().flatMap(NetDevice::representor)).contains("eth7");
        assertThat(Representors.read(files).of(files, PF_ADDRESS, PciAddress.parse("0000:3b:03.2"))).isEmpty();
        assertThat(devices(PF + VF).getLast().netDevice().flatMap(NetDevice::representor)).isEmpty();
    }
}
