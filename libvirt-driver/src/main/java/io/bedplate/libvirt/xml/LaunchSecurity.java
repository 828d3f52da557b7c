package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Encrypted memory. */
public record LaunchSecurity(@Attribute String type, @Attribute Optional<Boolean> kernelHashes,
        @Element("cbitpos") Optional<String> cbitPos, Optional<String> reducedPhysBits, Optional<String> policy,
        Optional<String> dhCert, Optional<String> session, Rest rest) {}
