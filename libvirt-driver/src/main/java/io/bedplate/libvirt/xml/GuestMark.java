package io.bedplate.libvirt.xml;

import java.util.List;

import io.bedplate.host.CpuSet;

/**
 * Our own element in a domain's {@code <metadata>}: its presence says that the domain is a guest of this driver.
 *
 * @param emulatorCpus pCPUs of the hypervisor's own threads once the guest's memory is in place; the domain's
 *                     {@code <emulatorpin>} may be wider, see {@link DomainMapper}; empty = as the domain says
 */
public record GuestMark(CpuSet emulatorCpus) {
    public static final String NAMESPACE = "urn:bedplate:libvirt:1";
    public static final String PREFIX = "bedplate";

    /** The element without its namespace, which {@code virDomainSetMetadata} itself puts in. */
    public String bareElement() {
        var cpus = new XmlAttribute("cpuset", emulatorCpus.toString());
        var pin = new XmlElement("", "emulatorpin", List.of(cpus), List.of());
        return new XmlDocument(List.of(),
                new XmlElement("", "guest", List.of(), emulatorCpus.isEmpty() ? List.of() : List.of(pin)), List.of())
                .text();
    }
}
