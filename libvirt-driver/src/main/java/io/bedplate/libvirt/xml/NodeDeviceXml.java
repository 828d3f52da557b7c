package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/** Reads a PCI device in libvirt's words (https://libvirt.org/formatnode.html). */
public final class NodeDeviceXml {
    private static final String ID = "0x[0-9a-fA-F]{1,4}";

    private NodeDeviceXml() {}

    /**
     * Reads the root of a document.
     *
     * @throws XmlException if it is no PCI device
     */
    public static PciDevice read(XmlElement root) {
        if (!root.is("device")) {
            throw new XmlException("<%s>: wanted a <device>".formatted(root.name()));
        }
        var pci = root.elements().filter(child -> child.is("capability") && child.attribute("type").equals(
                Optional.of("pci"))).findFirst().orElseThrow(() -> new XmlException("<device>: wanted a PCI device"));
        return device(pci);
    }

    private static PciDevice device(XmlElement pci) {
        var vfs = capability(pci, "virt_functions");
        var parent = capability(pci, "phys_function").flatMap(of -> addresses(of).stream().findFirst());
        var type = vfs.isPresent() ? PciDeviceType.PF : parent.isPresent() ? PciDeviceType.VF : PciDeviceType.PCI;
        return new PciDevice(own(pci), id(pci, "vendor"), id(pci, "product"), cell(pci), type,
                vfs.map(NodeDeviceXml::mostVfs).orElse(0), vfs.map(NodeDeviceXml::addresses).orElse(List.of()), parent,
                Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    private static Optional<XmlElement> capability(XmlElement pci, String type) {
        return children(pci, "capability").filter(child -> child.attribute("type").equals(Optional.of(type)))
                .findFirst();
    }

    private static Stream<XmlElement> children(XmlElement parent, String name) {
        return parent.elements().filter(child -> child.is(name));
    }

    // A PF that has none yet is a PF all the same; libvirt then says how many there may be.
    private static int mostVfs(XmlElement vfs) {
        long most = vfs.attribute("maxCount").map(text -> number("maxCount", text, 0xffff)).orElse(0L);
        return (int) most;
    }

    private static List<PciAddress> addresses(XmlElement capability) {
        return children(capability, "address").map(NodeDeviceXml::address).distinct().toList();
    }

    private static PciAddress own(XmlElement pci) {
        return address(part(pci, "domain"), part(pci, "bus"), part(pci, "slot"), part(pci, "function"));
    }

    private static PciAddress address(XmlElement element) {
        return address(of(element, "domain"), of(element, "bus"), of(element, "slot"), of(element, "function"));
    }

    private static PciAddress address(long domain, long bus, long slot, long function) {
        try {
            return new PciAddress(domain, (int) bus, (int) slot, (int) function);
        } catch (IllegalArgumentException e) {
            throw new XmlException("<device>: " + e.getMessage(), e);
        }
    }

    private static long part(XmlElement pci, String name) {
        return children(pci, name).findFirst().map(child -> number(name, child.text(), 0xffffffffL)).orElseThrow(
                () -> new XmlException("<capability>: wanted a <%s>".formatted(name)));
    }

    private static long of(XmlElement address, String name) {
        return number(name, address.attribute(name).orElse(""), 0xffffffffL);
    }

    private static OptionalInt cell(XmlElement pci) {
        var node = children(pci, "numa").findFirst().flatMap(numa -> numa.attribute("node")).map(String::strip)
                .filter(text -> !text.equals("-1"));
        return node.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number("node", node.get(), 0xffff));
    }

    private static String id(XmlElement pci, String name) {
        var id = children(pci, name).findFirst().flatMap(child -> child.attribute("id")).map(String::strip).orElse("");
        if (!id.isEmpty() && !id.matches(ID)) {
            throw new XmlException("<%s>: wanted an id such as 0x8086, found \"%s\"".formatted(name, shown(id)));
        }
        return id.isEmpty() ? "" : "0".repeat(6 - id.length()) + id.substring(2).toLowerCase(Locale.ROOT);
    }

    // Decimal as element's text, hexadecimal with 0x in attributes: libvirt uses both.
    private static long number(String what, String text, long most) {
        var digits = text.strip();
        boolean hex = digits.startsWith("0x");
        try {
            long number = Long.parseLong(hex ? digits.substring(2) : digits, hex ? 16 : 10);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number that is out of range.
        }
        throw new XmlException("%s: wanted a number 0..%d, found \"%s\"".formatted(what, most, shown(digits)));
    }

    private static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }
}
