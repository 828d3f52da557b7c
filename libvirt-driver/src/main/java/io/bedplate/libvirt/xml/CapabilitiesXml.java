package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import tools.jackson.dataformat.xml.annotation.JacksonXmlProperty;

/**
 * Reads what we need of libvirt's {@code <capabilities>} (https://libvirt.org/formatcaps.html).
 *
 * @param guests kinds of guests the host can run
 */
public record CapabilitiesXml(
        @JacksonXmlElementWrapper(useWrapping = false) @JacksonXmlProperty(localName = "guest") @Nullable List<Guest> guests) {

    record Guest(@JacksonXmlProperty(localName = "os_type") @Nullable String osType, @Nullable Arch arch) {}

    record Arch(@JacksonXmlProperty(isAttribute = true) @Nullable String name, @Nullable String emulator,
            @JacksonXmlElementWrapper(useWrapping = false) @JacksonXmlProperty(localName = "domain") @Nullable List<DomainType> domains) {}

    record DomainType(@JacksonXmlProperty(isAttribute = true) @Nullable String type) {}

    /**
     * Reads the document.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CapabilitiesXml read(String xml) {
        try {
            return XmlReading.MAPPER.readValue(xml, CapabilitiesXml.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("libvirt's capabilities cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The program that runs full guests of that architecture. */
    public Optional<String> emulator(String arch) {
        return arch(arch).map(Arch::emulator);
    }

    /** Whether libvirt would run guests of that architecture as {@code type} ({@code kvm}, {@code qemu}). */
    public boolean offers(String arch, String type) {
        return arch(arch).map(Arch::domains).stream().flatMap(List::stream)
                .anyMatch(domain -> type.equals(domain.type()));
    }

    private Optional<Arch> arch(String name) {
        return (guests == null ? List.<Guest>of() : guests).stream().filter(guest -> "hvm".equals(guest.osType()))
                .map(Guest::arch).filter(Objects::nonNull).filter(arch -> name.equals(arch.name())).findFirst();
    }
}
