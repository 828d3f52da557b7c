package io.bedplate.libvirt;

import java.util.List;
import java.util.Optional;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.XmlException;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * libvirt's two documents of one guest.
 *
 * @param live       what runs, if anything does
 * @param definition what starts next
 */
record GuestDocuments(Optional<Domain> live, Domain definition) {

    /** As they are now; NOT_FOUND for a domain that is gone. */
    static GuestDocuments of(Guests.Known known, LibvirtLink link) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(known.id().uuid()).orElseThrow(() -> Launcher.unknown(known.id()))) {
                var documents = new DomainDefinition(domain);
                return new GuestDocuments(
                        domain.state().isActive() ? Optional.of(read(documents.now())) : Optional.empty(),
                        read(documents.ofNextStart()));
            }
        });
    }

    /** A document of libvirt's; what cannot be read of it is INTERNAL. */
    static Domain read(String xml) {
        try {
            return DomainXml.read(xml);
        } catch (XmlException e) {
            throw new VirtDriverException(Kind.INTERNAL, "libvirt's document cannot be read: " + e.getMessage(), e);
        }
    }

    /** One or both of them. */
    List<Domain> all() {
        return live.map(running -> List.of(running, definition)).orElse(List.of(definition));
    }
}
