package io.bedplate.libvirt.xml;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamWriter2;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;

/**
 * Indented elements over StAX. Woodstox by name: it escapes line ends within attributes and refuses characters that XML
 * cannot hold, which the JDK's writer lets through.
 */
final class XmlOut {
    private static final WstxOutputFactory FACTORY = factory();
    private static final List<String> LINES = IntStream.range(0, 20).mapToObj(depth -> "\n" + "  ".repeat(depth))
            .toList();

    private final StringWriter text = new StringWriter(8192);
    private final XMLStreamWriter2 out;

    private XmlOut() throws XMLStreamException {
        out = (XMLStreamWriter2) FACTORY.createXMLStreamWriter(text);
    }

    // Thread-safe once configured, as its documentation says. Names carry their prefixes, so it need not know of any.
    private static WstxOutputFactory factory() {
        var factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_CONTENT, true);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_NAMES, true);
        factory.getConfig().doSupportNamespaces(false);
        return factory;
    }

    /**
     * Writes a document.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    static String document(XmlDocument document) {
        try {
            var xml = new XmlOut();
            xml.nodes(document.before(), 0);
            xml.line(0);
            xml.element(document.root(), 0);
            xml.nodes(document.after(), 0);
            xml.out.writeEndDocument();
            xml.out.close();
            // Every node begins a line; the first one's is empty.
            return xml.text.append('\n').getBuffer().substring(1);
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot be written as XML: " + e.getMessage(), e);
        }
    }

    private void nodes(List<XmlNode> nodes, int depth) throws XMLStreamException {
        for (var node : nodes) {
            line(depth);
            node(node, depth);
        }
    }

    private void element(XmlElement element, int depth) throws XMLStreamException {
        if (element.children().isEmpty()) {
            out.writeEmptyElement(element.name());
            attributes(element);
            return;
        }
        out.writeStartElement(element.name());
        attributes(element);
        if (mixed(element)) {
            for (var child : element.children()) {
                node(child, depth);
            }
        } else {
            nodes(element.children(), depth + 1);
            line(depth);
        }
        out.writeEndElement();
    }

    // Blanks beside text would be text, too.
    private static boolean mixed(XmlElement element) {
        for (var child : element.children()) {
            if (child instanceof XmlNode.Text) {
                return true;
            }
        }
        return false;
    }

    private void attributes(XmlElement element) throws XMLStreamException {
        for (var attribute : element.attributes()) {
            out.writeAttribute(attribute.name(), checked(attribute.value()));
        }
    }

    private void node(XmlNode node, int depth) throws XMLStreamException {
        switch (node) {
            case XmlElement element -> element(element, depth);
            case XmlNode.Text(var characters) -> out.writeCharacters(checked(characters));
            case XmlNode.Comment(var comment) -> out.writeComment(comment);
            case XmlNode.Instruction(var target, var data) -> out.writeProcessingInstruction(target, data);
        }
    }

    // Woodstox lets a few through that no reader takes, its own neither.
    private static String checked(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if (at >= ' ' && at < Character.MIN_SURROGATE) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(at) && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if (!isCharacter(at)) {
                throw new IllegalArgumentException("character 0x" + Integer.toHexString(at));
            }
        }
        return value;
    }

    private static boolean isCharacter(char at) {
        return at < ' ' ? at == '\t' || at == '\n' || at == '\r' : at < '\ufffe' && !Character.isSurrogate(at);
    }

    private void line(int depth) throws XMLStreamException {
        out.writeRaw(LINES.get(Math.min(depth, LINES.size() - 1)));
    }
}
