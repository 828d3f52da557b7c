package io.bedplate.libvirt.jna;

import static io.bedplate.libvirt.jna.DomainHandle.check;

/** Gives a domain devices and takes them away; see {@link DomainHandle}. */
public record DomainDevices(DomainHandle domain) {
    /** Adds a device to the definition and, of a running domain, to what runs: to both or to none. */
    public void attach(String xml, boolean running) {
        int both = PlugApi.DOMAIN_AFFECT_CONFIG | (running ? LibvirtApi.DOMAIN_AFFECT_LIVE : 0);
        check("attach", domain.natives().plugs().virDomainAttachDeviceFlags(domain.pointer(), xml, both));
    }

    /** Adds a device to what runs; the definition stays as it is. */
    public void plug(String xml) {
        check("attach",
                domain.natives().plugs().virDomainAttachDeviceFlags(domain.pointer(), xml,
                        LibvirtApi.DOMAIN_AFFECT_LIVE));
    }

    /** Asks the guest to let go of a device, and returns at once; an event tells what the guest did. */
    public void requestRemoval(String alias) {
        check("detach",
                domain.natives().plugs().virDomainDetachDeviceAlias(domain.pointer(), alias,
                        LibvirtApi.DOMAIN_AFFECT_LIVE));
    }

    /** Takes a device out of the definition. */
    public void undefine(String alias) {
        check("detach", domain.natives().plugs().virDomainDetachDeviceAlias(domain.pointer(), alias,
                PlugApi.DOMAIN_AFFECT_CONFIG));
    }
}
