package io.bedplate.libvirt.xml;

import java.util.Optional;

import io.bedplate.host.CpuSet;

/** What programs note in a domain, each in a namespace of its own. */
public record Metadata(Rest rest) {

    /** With our mark alone. */
    public static Metadata of(GuestMark mark) {
        return new Metadata(Rest.of(GuestMarkXml.element(mark)));
    }

    /** Our mark. */
    public Optional<GuestMark> mark() {
        return rest.nodes().filter(XmlElement.class::isInstance).map(XmlElement.class::cast)
                .filter(element -> element.namespace().equals(GuestMark.NAMESPACE)).map(GuestMarkXml::read)
                .findFirst();
    }

    /** The same where our mark says of itself nothing: what holds is what the domain says. */
    Metadata withPlainMark() {
        var order = rest.order().stream().map(slot -> slot instanceof XmlElement element
                && element.namespace().equals(GuestMark.NAMESPACE)
                        ? GuestMarkXml.element(new GuestMark(CpuSet.empty()))
                        : slot)
                .toList();
        return new Metadata(new Rest(rest.attributes(), rest.spellings(), order, rest.inner()));
    }
}
