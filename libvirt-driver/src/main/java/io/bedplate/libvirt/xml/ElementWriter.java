package io.bedplate.libvirt.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import io.bedplate.libvirt.xml.Part.Content;

/** Writes one record as an element: what it says in its own order, or in that of its {@link Rest}. */
final class ElementWriter {
    private final Rest rest;
    private final List<XmlAttribute> attributes = new ArrayList<>(4);
    /** Per node, which component it is. */
    private final List<String> keys = new ArrayList<>(0);
    private final List<XmlNode> nodes = new ArrayList<>(0);
    private boolean writtenText;

    private ElementWriter(Rest rest) {
        this.rest = rest;
    }

    static XmlElement write(Shape shape, String name, Record record) {
        var parts = shape.parts();
        var components = shape.components(record);
        var writer = new ElementWriter((Rest) components[parts.size()]);
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var value = part.holder().unwrapped(components[i]);
            if (value != null) {
                writer.part(part, value);
            }
        }
        return writer.element(name);
    }

    private void part(Part part, Object value) {
        switch (part.content()) {
            case Content.InAttribute(var form) -> attributes.add(
                    new XmlAttribute(part.name(), form.print(value, rest.spellings().get(part.name()))));
            case Content.InText(var form) -> text(part.key(), value, form);
            case Content.InChild(var form) -> add(part.key(), simple(part, value, form));
            case Content.Flag() -> {
                if (value.equals(true)) {
                    add(part.key(), simple(part, value, null));
                }
            }
            case Content.Nested(var shape) -> {
                if (value instanceof List<?> list) {
                    list.forEach(item -> add(part.key(), write(shape, part.name(), (Record) item)));
                } else {
                    add(part.key(), write(shape, part.name(), (Record) value));
                }
            }
            case Content.Several(var kinds) -> ((List<?>) value).forEach(item -> add(part.key(), kinds.write(item)));
        }
    }

    private void add(String key, XmlNode node) {
        keys.add(key);
        nodes.add(node);
    }

    // The text as it stood, with what stood in between, is written only while it says the same.
    private void text(String key, Object value, Form form) {
        var spelling = rest.text();
        writtenText = spelling.isEmpty() || !value.equals(form.parse(spelling));
        var text = form.print(value);
        if (writtenText && !text.isEmpty()) {
            add(key, new XmlNode.Text(text));
        }
    }

    private XmlElement simple(Part part, Object value, @Nullable Form form) {
        var writer = new ElementWriter(rest.ofChild(part.key()));
        if (form != null) {
            writer.text("", value, form);
        }
        return writer.element(part.name());
    }

    private XmlElement element(String name) {
        for (var attribute : rest.attributes()) {
            if (attributes.stream().noneMatch(known -> known.name().equals(attribute.name()))) {
                attributes.add(attribute);
            }
        }
        return new XmlElement("", name, attributes, rest.order().isEmpty() ? nodes : ordered());
    }

    private List<XmlNode> ordered() {
        var waiting = new HashMap<String, Queue<XmlNode>>();
        for (int i = 0; i < keys.size(); i++) {
            waiting.computeIfAbsent(keys.get(i), _ -> new ArrayDeque<>()).add(nodes.get(i));
        }
        var result = new ArrayList<XmlNode>();
        for (var slot : rest.order()) {
            switch (slot) {
                case Rest.Known(var key) -> {
                    var next = waiting.getOrDefault(key, new ArrayDeque<>()).poll();
                    if (next != null) {
                        result.add(next);
                    }
                }
                case XmlNode.Text text -> {
                    if (!writtenText) {
                        result.add(text);
                    }
                }
                case XmlNode node -> result.add(node);
            }
        }
        // What was not there when the document was read.
        keys.forEach(key -> {
            var next = Objects.requireNonNull(waiting.get(key)).poll();
            if (next != null) {
                result.add(next);
            }
        });
        return result;
    }
}
