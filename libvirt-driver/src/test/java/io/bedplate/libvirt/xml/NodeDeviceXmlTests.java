package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class NodeDeviceXmlTests {
    private static final String NUMBERS = "<domain>0</domain><bus>59</bus><slot>2</slot><function>1</function>";

    private static PciDevice read(String capability) {
        return NodeDeviceXml.read(XmlDocument.parse(
                "<device><name>pci_x</name><capability type='pci'>%s</capability></device>".formatted(capability))
                .root());
    }

    @Test
    void physicalFunctionHasItsVfsAndHowManyThereMayBe() {
        var device = read(NUMBERS + """
                <product id='0x1572'>Ethernet Controller X710</product><vendor id='0x8086'>Intel</vendor>
                <capability type='virt_functions' maxCount='64'>
                  <address domain='0x0000' bus='0x3b' slot='0x02' function='0x3'/>
                  <address domain='0x0000' bus='0x3b' slot='0x02' function='0x2'/>
                </capability>
                <iommuGroup number='31'/><numa node='1'/>
                """);
        assertThat(device.type()).isEqualTo(PciDeviceType.PF);
        assertThat(device.address()).isEqualTo(PciAddress.parse("0000:3b:02.1"));
        assertThat(device.vendorId()).isEqualTo("8086");
        assertThat(device.productId()).isEqualTo("1572");
        assertThat(device.totalVfs()).isEqualTo(64);
        assertThat(device.cell()).hasValue(1);
        assertThat(device.vfs()).isEqualTo(List.of(PciAddress.parse("0000:3b:02.2"), PciAddress.parse("0000:3b:02.3")));
        assertThat(device.parent()).isEmpty();
    }

    @Test
    void virtualFunctionHasItsParent() {
        var device = read(
                NUMBERS + """
                        <product id='0x154c'/><vendor id='0x8086'/><numa node='-1'/>
                        <capability type='phys_function'><address domain='0x10000' bus='0x3b' slot='0x00' function='0x0'/></capability>
                        """);
        assertThat(device.type()).isEqualTo(PciDeviceType.VF);
        assertThat(device.parent()).contains(PciAddress.parse("10000:3b:00.0"));
        assertThat(device.cell()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void otherDeviceMayLackAllButItsAddress() {
        var device = read(
                "<domain>65536</domain><bus>225</bus><slot>0</slot><function>0</function><product id='0x2'/>");
        assertThat(device.address()).isEqualTo(PciAddress.parse("10000:e1:00.0"));
        assertThat(device.type()).isEqualTo(PciDeviceType.PCI);
        assertThat(device.vendorId()).isEmpty();
        assertThat(device.productId()).isEqualTo("0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<domain>0</domain>",
            "<domain>x</domain><bus>0</bus><slot>0</slot><function>0</function>",
            "<domain>0</domain><bus>256</bus><slot>0</slot><function>0</function>",
            "<domain>0</domain><bus>4294967295</bus><slot>0</slot><function>0</function>",
            "<domain>-1</domain><bus>0</bus><slot>0</slot><function>0</function>",
            NUMBERS + "<vendor id='8086'/>", NUMBERS + "<vendor id='0x80868086'/>", NUMBERS + "<numa node='one'/>",
            NUMBERS + "<capability type='virt_functions' maxCount='-7'/>",
            NUMBERS + "<capability type='virt_functions'><address/></capability>"})
    void nonsenseIsRefusedInOneLine(String capability) {
        assertThatThrownBy(() -> read(capability)).isInstanceOf(XmlException.class).hasMessageMatching("[^\\n]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<domain/>", "<device/>", "<device><capability type='net'/></device>"})
    void otherDocumentIsNoPciDevice(String xml) {
        var root = XmlDocument.parse(xml).root();
        assertThatThrownBy(() -> NodeDeviceXml.read(root)).isInstanceOf(XmlException.class)
                .hasMessageContaining("wanted a");
    }
}
