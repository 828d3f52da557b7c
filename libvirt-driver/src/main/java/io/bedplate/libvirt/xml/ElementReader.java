package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.bedplate.libvirt.xml.Part.Content;
import io.bedplate.libvirt.xml.Rest.Slot;

/**
 * Reads one element into a record. It notes what the record took; the rest is the {@link Rest}. A value that makes no
 * sense is not taken, nor is a child without something its record must have.
 */
final class ElementReader {
    private static final Part TEXT = new Part("", "", Holder.OPTIONAL, new Content.InText(Form.of(String.class)));

    private final XmlElement element;
    private final boolean[] taken;
    /** Per child, what of the record it became. */
    private final @Nullable Part[] slots;
    private final Map<String, String> spellings = new HashMap<>();
    private final Map<String, Rest> inner = new HashMap<>();
    private final String text;
    private final boolean spelledText;
    private boolean keptText;

    private ElementReader(XmlElement element) {
        this.element = element;
        taken = new boolean[element.attributes().size()];
        slots = new Part[element.children().size()];
        var all = element.text();
        boolean alone = element.children().stream().allMatch(XmlNode.Text.class::isInstance);
        text = all.isBlank() && !alone ? "" : all;
        spelledText = element.children().size() != 1;
    }

    /** The record; null where the element lacks something it must have. */
    static @Nullable Object read(Shape shape, XmlElement element) {
        var reader = new ElementReader(element);
        var parts = shape.parts();
        var components = new @Nullable Object[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            components[i] = parts.get(i).holder().wrapped(reader.value(parts.get(i)));
            if (components[i] == null) {
                return null;
            }
        }
        components[parts.size()] = reader.rest(parts);
        return shape.create(components);
    }

    private @Nullable Object value(Part part) {
        return switch (part.content()) {
            case Content.InAttribute(var form) -> attribute(part.name(), form);
            case Content.InText(var form) -> text(part, form);
            case Content.InChild(var form) -> first(part, child -> simple(part, child, form));
            case Content.Flag() -> first(part, child -> kept(part, new ElementReader(child), child)) != null;
            case Content.Nested(var shape) -> part.holder() == Holder.LIST
                    ? all(part, child -> child.is(part.name()) ? read(shape, child) : null)
                    : first(part, child -> read(shape, child));
            case Content.Several(var kinds) -> all(part, kinds::read);
        };
    }

    private @Nullable Object attribute(String name, Form form) {
        for (int i = 0; i < taken.length; i++) {
            var attribute = element.attributes().get(i);
            if (attribute.name().equals(name)) {
                var value = form.parse(attribute.value());
                taken[i] = value != null;
                if (value != null && !form.print(value).equals(attribute.value())) {
                    spellings.put(name, attribute.value());
                }
                return value;
            }
        }
        return null;
    }

    private @Nullable Object text(Part part, Form form) {
        var value = text.isEmpty() ? null : form.parse(text);
        keptText = value == null || spelledText || !form.print(value).equals(text);
        for (int i = 0; i < slots.length && !keptText; i++) {
            slots[i] = part;
        }
        return value;
    }

    /** The value of a child without a record of its own. */
    private @Nullable Object simple(Part part, XmlElement child, Form form) {
        var reader = new ElementReader(child);
        var value = reader.text.isEmpty() ? form.parse("") : reader.text(TEXT, form);
        return value == null ? null : kept(part, reader, value);
    }

    private Object kept(Part part, ElementReader child, Object value) {
        var rest = child.rest(List.of(TEXT));
        if (!rest.isNone()) {
            inner.put(part.key(), rest);
        }
        return value;
    }

    private @Nullable Object first(Part part, Function<XmlElement, @Nullable Object> reading) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null && element.children().get(i) instanceof XmlElement child && child.is(part.name())) {
                var value = reading.apply(child);
                if (value != null) {
                    slots[i] = part;
                    return value;
                }
            }
        }
        return null;
    }

    private List<Object> all(Part part, Function<XmlElement, @Nullable Object> reading) {
        var values = new ArrayList<Object>();
        for (int i = 0; i < slots.length; i++) {
            var value = slots[i] == null && element.children().get(i) instanceof XmlElement child
                    ? reading.apply(child)
                    : null;
            if (value != null) {
                slots[i] = part;
                values.add(value);
            }
        }
        return values;
    }

    private Rest rest(List<Part> parts) {
        var attributes = new ArrayList<XmlAttribute>();
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                attributes.add(element.attributes().get(i));
            }
        }
        var order = order(parts);
        return attributes.isEmpty() && spellings.isEmpty() && order.isEmpty() && inner.isEmpty()
                ? Rest.NONE
                : new Rest(attributes, spellings, order, inner);
    }

    private List<Slot> order(List<Part> parts) {
        var order = new ArrayList<Slot>();
        boolean ours = true;
        int last = 0;
        for (int i = 0; i < slots.length; i++) {
            var part = slots[i];
            if (part != null) {
                int place = parts.indexOf(part);
                ours &= place >= last;
                last = place;
                order.add(new Rest.Known(part.key()));
            } else if (matters(element.children().get(i))) {
                ours = false;
                order.add(element.children().get(i));
            }
        }
        return ours ? List.of() : order;
    }

    /** Blank text between other nodes is only there for the eye. */
    private boolean matters(XmlNode node) {
        return !(node instanceof XmlNode.Text(var characters)) || !characters.isBlank() || slots.length == 1
                || (keptText && !text.isEmpty());
    }
}
