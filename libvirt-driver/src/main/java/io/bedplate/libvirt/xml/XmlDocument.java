package io.bedplate.libvirt.xml;

import java.util.List;

/**
 * A whole document, with what stands outside its root. It has no document type and knows no entities but XML's own.
 *
 * @param before comments and instructions above the root
 * @param after  those below it
 */
public record XmlDocument(List<XmlNode> before, XmlElement root, List<XmlNode> after) {
    public XmlDocument {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** The longest text that is read, in characters or bytes. */
    public static final int LONGEST = 8 << 20;

    /**
     * Reads a document.
     *
     * @throws XmlException if it is not well-formed, has a document type, or is too large
     */
    public static XmlDocument parse(String xml) {
        return XmlIn.document(xml);
    }

    /**
     * Reads a document in the encoding that its first bytes tell.
     *
     * @throws XmlException if it is not well-formed, has a document type, or is too large
     */
    public static XmlDocument parse(byte[] xml) {
        return XmlIn.document(xml);
    }

    /**
     * The document's text, indented where that changes nothing.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    public String text() {
        return XmlOut.document(this);
    }

    public XmlDocument withRoot(XmlElement newRoot) {
        return new XmlDocument(before, newRoot, after);
    }
}
