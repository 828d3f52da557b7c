package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libvirt's functions for whole documents, as {@link LibvirtApi}. */
interface DefinitionApi extends Library {
    DefinitionApi INSTANCE = Native.load("virt", DefinitionApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int DOMAIN_XML_SECURE = 1;
    int DOMAIN_XML_INACTIVE = 2;
    int DOMAIN_XML_MIGRATABLE = 8;

    @Nullable
    Pointer virDomainGetXMLDesc(Pointer domain, int flags);
}
