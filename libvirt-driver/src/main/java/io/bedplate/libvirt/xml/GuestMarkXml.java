package io.bedplate.libvirt.xml;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.xml.annotation.JacksonXmlProperty;

/** Reads our mark out of a domain's metadata. */
public final class GuestMarkXml {
    private GuestMarkXml() {}

    record Element(@JacksonXmlProperty(namespace = GuestMark.NAMESPACE, localName = "emulatorpin") @Nullable Pin pin) {}

    record Pin(@JacksonXmlProperty(isAttribute = true, localName = "cpuset") @Nullable String cpuset) {}

    /** The mark; one without content, or with content from elsewhere, is a mark all the same. */
    public static GuestMark read(String xml) {
        try {
            var pin = XmlReading.MAPPER.readValue(xml, Element.class).pin();
            return new GuestMark(
                    pin == null || pin.cpuset() == null ? CpuSet.empty() : CpuSet.parse(pin.cpuset()));
        } catch (JacksonException | IllegalArgumentException _) {
            return new GuestMark(CpuSet.empty());
        }
    }
}
