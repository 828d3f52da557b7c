package io.bedplate.libvirt.xml;

import java.util.List;

/**
 * A guest between two hosts, as one text.
 *
 * @param live       the domain that runs
 * @param definition what it starts from next time
 */
public record TravelDocument(String live, String definition) {
    private static final String NAMESPACE = "urn:bedplate:libvirt:travel:1";

    /** As one document. */
    public String text() {
        var root = new XmlElement(NAMESPACE, "travel", List.of(new XmlAttribute("xmlns", NAMESPACE)),
                List.of(part("live", live), part("definition", definition)));
        return new XmlDocument(List.of(), root, List.of()).text();
    }

    private static XmlElement part(String name, String text) {
        return new XmlElement(NAMESPACE, name, List.of(), List.of(new XmlNode.Text(text)));
    }

    /**
     * Reads one.
     *
     * @throws XmlException for anything else
     */
    public static TravelDocument read(String text) {
        var root = XmlDocument.parse(text).root();
        return new TravelDocument(part(root, "live"), part(root, "definition"));
    }

    private static String part(XmlElement root, String name) {
        return root.elements().filter(child -> child.localName().equals(name)).findFirst()
                .orElseThrow(() -> new XmlException("a travelling guest without <%s>".formatted(name))).text();
    }

    /** The {@code <cpu>} element of the domain that runs; empty where it has none. */
    public String cpu() {
        return XmlDocument.parse(live).root().elements().filter(child -> child.localName().equals("cpu")).findFirst()
                .map(cpu -> new XmlDocument(List.of(), cpu, List.of()).text()).orElse("");
    }
}
