package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Compares documents by the JDK's own reader: elements with their namespaces and order, attributes, texts, comments. Only
 * blanks beside other nodes do not count.
 */
final class SameXml {
    private SameXml() {}

    /** One line per node; equal for equal documents. */
    static List<String> outline(String xml) {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setCoalescing(true);
        factory.setAttribute("jdk.xml.maxElementDepth", 0);
        try {
            var lines = new ArrayList<String>();
            children(factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))), "", lines);
            return lines;
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    private static void children(Node parent, String indent, List<String> lines) {
        var nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            var node = nodes.item(i);
            if (node.getNodeType() != Node.TEXT_NODE || nodes.getLength() == 1 || !node.getNodeValue().isBlank()) {
                node(node, indent, lines);
            }
        }
    }

    private static void node(Node node, String indent, List<String> lines) {
        if (node instanceof Element) {
            lines.add(indent + "<" + node.getNamespaceURI() + " " + node.getNodeName() + attributes(node));
            children(node, indent + " ", lines);
        } else {
            lines.add(indent + node.getNodeType() + " " + node.getNodeName() + " " + node.getNodeValue());
        }
    }

    private static String attributes(Node element) {
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = element.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNamespaceURI() + " " + attribute.getNodeValue());
        }
        return attributes.toString();
    }
}
