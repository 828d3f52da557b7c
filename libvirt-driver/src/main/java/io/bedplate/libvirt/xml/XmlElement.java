package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An element with all that is in it.
 *
 * @param namespace the one it belongs to; empty = none, as libvirt's own
 * @param name      with its prefix
 */
public record XmlElement(String namespace, String name, List<XmlAttribute> attributes,
        List<XmlNode> children) implements XmlNode {
    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** Whether it is libvirt's element of that name. */
    boolean is(String plainName) {
        return namespace.isEmpty() && name.equals(plainName);
    }

    /** Its name without the prefix. */
    String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    Optional<String> attribute(String attribute) {
        return attributes.stream().filter(a -> a.name().equals(attribute)).map(XmlAttribute::value).findFirst();
    }

    Stream<XmlElement> elements() {
        return children.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast);
    }

    /** The characters directly in it. */
    String text() {
        return children.stream().filter(XmlNode.Text.class::isInstance).map(node -> ((XmlNode.Text) node).text())
                .collect(Collectors.joining());
    }
}
