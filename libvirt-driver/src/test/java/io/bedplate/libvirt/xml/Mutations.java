package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Strangers and nonsense all over a document. */
final class Mutations {
    private static final String FOREIGN = "urn:example:foreign";
    private static final List<String> WORDS = List.of("", " ", "-1", "007", " 12 ", "0x10", "1e3",
            "99999999999999999999",
            "yes", "ON", "0-3,^1", "]]>", "&amp;", "<disk/>", "a\tb\nc", "ünï \uD83D\uDE00");

    private final RandomGenerator random;
    private final int oneIn;

    Mutations(RandomGenerator random, int oneIn) {
        this.random = random;
        this.oneIn = oneIn;
    }

    /** A root that is still a domain's. */
    XmlElement root(XmlElement root) {
        var attributes = new ArrayList<>(root.attributes());
        attributes.add(new XmlAttribute("xmlns:f", FOREIGN));
        attributes.add(new XmlAttribute("f:note", word()));
        return new XmlElement("", root.name(), attributes, content(root));
    }

    private XmlElement mutated(XmlElement element) {
        var attributes = new ArrayList<XmlAttribute>();
        for (var attribute : element.attributes()) {
            boolean declaration = attribute.name().startsWith("xmlns");
            attributes.add(!declaration && hit() ? new XmlAttribute(attribute.name(), word()) : attribute);
        }
        if (hit()) {
            attributes.add(new XmlAttribute("unheard-of", word()));
        }
        if (hit()) {
            attributes.add(new XmlAttribute("f:type", word()));
        }
        return new XmlElement(element.namespace(), element.name(), attributes, content(element));
    }

    private List<XmlNode> content(XmlElement element) {
        var content = new ArrayList<XmlNode>();
        for (var child : element.children()) {
            if (hit()) {
                content.add(stranger(element));
            }
            content.add(switch (child) {
                case XmlElement inner when !inner.is("name") || !element.is("domain") -> mutated(inner);
                case XmlNode.Text _ when hit() && !element.is("name") -> new XmlNode.Text(word());
                default -> child;
            });
        }
        if (hit()) {
            content.add(stranger(element));
        }
        if (hit()) {
            Collections.shuffle(content, new java.util.Random(random.nextLong()));
        }
        return content;
    }

    private XmlNode stranger(XmlElement parent) {
        var inside = List.<XmlNode>of(new XmlNode.Text(word()), new XmlElement("", "deep", List.of(), List.of()));
        return switch (random.nextInt(7)) {
            case 0 -> new XmlNode.Comment(" a comment ");
            case 1 -> new XmlNode.Instruction("program", "does this");
            case 2 -> new XmlElement(FOREIGN, "f:disk", List.of(new XmlAttribute("f:a", word())), inside);
            case 3 -> new XmlElement(FOREIGN, "source", List.of(new XmlAttribute("xmlns", FOREIGN)), List.of());
            case 4 -> new XmlElement("", "unheard-of", List.of(), inside);
            case 5 -> new XmlNode.Text("text" + word());
            default -> parent.elements().findAny().map(XmlNode.class::cast).orElse(new XmlNode.Comment("none"));
        };
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private boolean hit() {
        return random.nextInt(oneIn) == 0;
    }
}
