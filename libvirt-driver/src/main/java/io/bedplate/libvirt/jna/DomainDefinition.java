package io.bedplate.libvirt.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The documents of one domain; see {@link DomainHandle}. */
public final class DomainDefinition {
    private final DomainHandle domain;

    public DomainDefinition(DomainHandle domain) {
        this.domain = domain;
    }

    /** The definition by which the next start goes, whole: passwords are in it. */
    public String ofNextStart() {
        return xml(DefinitionApi.DOMAIN_XML_INACTIVE | DefinitionApi.DOMAIN_XML_SECURE);
    }

    /** The document by which the domain can be made on another host as it is now, whole. */
    public String migratable() {
        return xml(DefinitionApi.DOMAIN_XML_MIGRATABLE | DefinitionApi.DOMAIN_XML_SECURE);
    }

    /** The document as the domain is now; without passwords. */
    public String now() {
        return xml(0);
    }

    private String xml(int flags) {
        var text = domain.natives().documents().virDomainGetXMLDesc(domain.pointer(), flags);
        if (text == null) {
            throw LibvirtErrors.last("domain document");
        }
        try {
            return text.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }
}
