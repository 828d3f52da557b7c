package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an element had that its record does not say, so that it is written as it was read: nothing is lost, and nothing
 * that means the same is spelled otherwise. The order is kept where it is not the record's own or strangers stand in it.
 *
 * @param attributes attributes the record does not know, or whose values it could not make sense of
 * @param spellings  by attribute, how a value was written that we would write otherwise; void once the value changed
 * @param order      the element's content in its order; empty where all of it is known and stands in the record's order
 * @param inner      by component, the rest of a child that has no record of its own, such as a flag
 */
public record Rest(List<XmlAttribute> attributes, Map<String, String> spellings, List<Slot> order,
        Map<String, Rest> inner) {
    /** Nothing is left. */
    public static final Rest NONE = new Rest(List.of(), Map.of(), List.of(), Map.of());

    public Rest {
        attributes = List.copyOf(attributes);
        spellings = Map.copyOf(spellings);
        order = List.copyOf(order);
        inner = Map.copyOf(inner);
    }

    /** One place in an element's content. */
    public sealed interface Slot permits Known, XmlNode {}

    /** What the record's component {@code key} stands for, in its turn where it is a list. */
    public record Known(String key) implements Slot {}

    /** These nodes and nothing that the record knows. */
    public static Rest of(XmlNode... nodes) {
        return new Rest(List.of(), Map.of(), List.of(nodes), Map.of());
    }

    boolean isNone() {
        return attributes.isEmpty() && spellings.isEmpty() && order.isEmpty() && inner.isEmpty();
    }

    /** The nodes the record does not know. */
    public Stream<XmlNode> nodes() {
        return order.stream().filter(XmlNode.class::isInstance).map(XmlNode.class::cast);
    }

    /** The characters among them. */
    String text() {
        return order.isEmpty()
                ? ""
                : nodes().filter(XmlNode.Text.class::isInstance).map(node -> ((XmlNode.Text) node).text())
                        .collect(Collectors.joining());
    }

    Rest ofChild(String key) {
        return inner.getOrDefault(key, NONE);
    }
}
