package io.bedplate.libvirt.xml;

import java.util.List;

import io.bedplate.host.CpuSet;

/** Our mark in a domain's metadata. */
public final class GuestMarkXml {
    private static final String PIN = "emulatorpin";
    private static final String CPUS = "cpuset";

    private GuestMarkXml() {}

    /** The mark; one without content, or with content from elsewhere, is a mark all the same. */
    public static GuestMark read(String xml) {
        try {
            return read(XmlDocument.parse(xml).root());
        } catch (XmlException _) {
            return new GuestMark(CpuSet.empty());
        }
    }

    static GuestMark read(XmlElement mark) {
        return new GuestMark(mark.elements()
                .filter(child -> isOurs(child) && child.localName().equals(PIN))
                .findFirst().flatMap(pin -> pin.attribute(CPUS)).map(GuestMarkXml::cpus).orElse(CpuSet.empty()));
    }

    // Asked for the element of a namespace, libvirt leaves the namespace out.
    private static boolean isOurs(XmlElement child) {
        return child.namespace().isEmpty() || child.namespace().equals(GuestMark.NAMESPACE);
    }

    private static CpuSet cpus(String list) {
        try {
            return CpuSet.parse(list);
        } catch (IllegalArgumentException _) {
            return CpuSet.empty();
        }
    }

    static XmlElement element(GuestMark mark) {
        var pin = element(PIN, new XmlAttribute(CPUS, mark.emulatorCpus().toString()), List.of());
        return element("guest", new XmlAttribute("xmlns:" + GuestMark.PREFIX, GuestMark.NAMESPACE),
                mark.emulatorCpus().isEmpty() ? List.of() : List.of(pin));
    }

    private static XmlElement element(String name, XmlAttribute attribute, List<XmlNode> children) {
        return new XmlElement(GuestMark.NAMESPACE, GuestMark.PREFIX + ":" + name, List.of(attribute), children);
    }
}
