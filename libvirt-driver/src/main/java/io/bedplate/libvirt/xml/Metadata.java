package io.bedplate.libvirt.xml;

import java.util.Optional;

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
}
