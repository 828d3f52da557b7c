package io.bedplate.libvirt.jna;

import static io.bedplate.libvirt.jna.DomainHandle.check;

/** Gives a running domain vCPUs and takes them away; its definition stays as it is. See {@link DomainHandle}. */
public record DomainVcpus(DomainHandle domain) {
    public void plug(int vcpu) {
        set(vcpu, true);
    }

    /** Asks the guest to let go and waits a few seconds for it; UNAVAILABLE then. */
    public void unplug(int vcpu) {
        set(vcpu, false);
    }

    private void set(int vcpu, boolean there) {
        check("vCPU " + vcpu, domain.natives().growth().virDomainSetVcpu(domain.pointer(), Integer.toString(vcpu),
                there ? 1 : 0, LibvirtApi.DOMAIN_AFFECT_LIVE));
    }
}
