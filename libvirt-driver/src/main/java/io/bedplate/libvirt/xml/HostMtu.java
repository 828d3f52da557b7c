package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

import io.bedplate.virt.Nic;

/**
 * The MTU of ports behind vhost-user. For {@code <mtu>} libvirt sets that of a network device of the host, and such ports
 * have none: with it, no guest starts. So QEMU is told itself, by a property that libvirt lays over the device
 * (https://libvirt.org/drvqemu.html, "Overriding properties of QEMU devices"; from libvirt 8.2 on). It is given to devices
 * that a guest starts with, not to those that come later.
 */
final class HostMtu {
    private static final String PREFIX = "qemu:";
    private static final String NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";

    private HostMtu() {}

    /** Whether a port wants one that libvirt cannot give it. */
    static boolean isOf(Nic nic) {
        return nic.mtu().isPresent() && NicMapper.needsSharedMemory(nic);
    }

    /** What a domain with such ports needs beyond them. */
    static Optional<Rest> of(List<Nic> nics) {
        var devices = nics.stream().filter(HostMtu::isOf).<XmlNode>map(HostMtu::device).toList();
        return devices.isEmpty()
                ? Optional.empty()
                : Optional.of(Rest.of(element("override",
                        List.of(new XmlAttribute("xmlns:qemu", NAMESPACE)), devices)));
    }

    private static XmlElement device(Nic nic) {
        var property = element("property", List.of(new XmlAttribute("name", "host_mtu"),
                new XmlAttribute("type", "unsigned"),
                new XmlAttribute("value", Integer.toString(nic.mtu().orElseThrow()))), List.of());
        return element("device", List.of(new XmlAttribute("alias", AttachmentMapper.alias(nic.id()).name())),
                List.of(element("frontend", List.of(), List.of(property))));
    }

    private static XmlElement element(String name, List<XmlAttribute> attributes, List<XmlNode> children) {
        return new XmlElement(NAMESPACE, PREFIX + name, attributes, children);
    }
}
