package io.bedplate.cli;

import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.XmlDocument;
import io.bedplate.libvirt.xml.XmlException;

/**
 * A domain and the document it was read from.
 *
 * @param name of the file, for messages
 */
record DomainFile(String name, XmlDocument document, Domain domain) {

    /**
     * Reads a file.
     *
     * @param name {@code -} is standard input
     * @throws BadInputException if it is no domain document
     */
    static DomainFile read(String name) {
        var document = InputFiles.xml(name);
        try {
            return new DomainFile(name, document, DomainXml.read(document.root()));
        } catch (XmlException e) {
            throw new BadInputException(name + ": " + e.getMessage(), e);
        }
    }

    /** The document's text with another domain in its place. */
    String with(Domain other) {
        return document.withRoot(DomainXml.element(other)).text();
    }
}
