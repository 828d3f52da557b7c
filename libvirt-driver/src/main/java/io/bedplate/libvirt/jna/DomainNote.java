package io.bedplate.libvirt.jna;

import org.jspecify.annotations.Nullable;

/** A note in the metadata of a running domain: it outlives the driver and libvirtd, and ends with the process. */
public final class DomainNote {
    private static final String PREFIX = "bedplate";

    private final DomainHandle domain;
    private final String namespace;

    public DomainNote(DomainHandle domain, String namespace) {
        this.domain = domain;
        this.namespace = namespace;
    }

    public void set() {
        set("<note/>");
    }

    public void remove() {
        set(null);
    }

    private void set(@Nullable String xml) {
        if (domain.natives().copies().virDomainSetMetadata(domain.pointer(), CopyApi.DOMAIN_METADATA_ELEMENT, xml,
                PREFIX, namespace,
                CopyApi.DOMAIN_AFFECT_LIVE) < 0) {
            throw LibvirtErrors.last("note");
        }
    }
}
