package io.bedplate.libvirt.xml;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.xml.XmlMapper;

/**
 * Reads parts of closed documents, never to write them back: Jackson drops what a record does not name, and of repeated
 * elements that others stand between it keeps the last.
 */
final class XmlReading {
    static final XmlMapper MAPPER = XmlMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private XmlReading() {}
}
