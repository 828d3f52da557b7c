package io.bedplate.libvirt.xml;

import java.io.StringWriter;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;

/**
 * Indented elements over StAX. Woodstox by name: it escapes line ends within attributes and refuses characters that XML
 * cannot hold, which the JDK's writer lets through.
 */
final class XmlOut {
    private static final WstxOutputFactory FACTORY = factory();

    private final StringWriter text = new StringWriter(4096);
    private final XMLStreamWriter out;
    private int depth;
    private boolean parent;

    private XmlOut() throws XMLStreamException {
        out = FACTORY.createXMLStreamWriter(text);
    }

    // Thread-safe once configured, as its documentation says.
    private static WstxOutputFactory factory() {
        var factory = new WstxOutputFactory();
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_CONTENT, true);
        return factory;
    }

    /** A part of a document. */
    interface Part {
        void writeTo(XmlOut out) throws XMLStreamException;
    }

    /**
     * Writes a document.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    static String document(Part part) {
        try {
            var xml = new XmlOut();
            part.writeTo(xml);
            xml.out.writeEndDocument();
            xml.out.close();
            // Every element begins a line; the first one's is empty.
            return xml.text.append('\n').getBuffer().substring(1);
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot be written as XML: " + e.getMessage(), e);
        }
    }

    /** Opens an element; {@code attributes} alternate name and value. */
    void open(String name, Object... attributes) throws XMLStreamException {
        line();
        out.writeStartElement(name);
        attributes(attributes);
        depth++;
        parent = false;
    }

    void close() throws XMLStreamException {
        depth--;
        if (parent) {
            line();
        }
        out.writeEndElement();
        parent = true;
    }

    void empty(String name, Object... attributes) throws XMLStreamException {
        line();
        out.writeEmptyElement(name);
        attributes(attributes);
        parent = true;
    }

    void text(String name, Object value, Object... attributes) throws XMLStreamException {
        line();
        out.writeStartElement(name);
        attributes(attributes);
        out.writeCharacters(value.toString());
        out.writeEndElement();
        parent = true;
    }

    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i].toString(), attributes[i + 1].toString());
        }
    }

    private void line() throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }
}
