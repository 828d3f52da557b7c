package io.bedplate.libvirt.xml;

import io.bedplate.host.CpuSet;

/**
 * Our own element in a domain's {@code <metadata>}: its presence says that the domain is a guest of this driver.
 *
 * @param emulatorCpus pCPUs of the hypervisor's own threads once the guest's memory is in place; the domain's
 *                     {@code <emulatorpin>} may be wider, see {@link DomainMapper}; empty = as the domain says
 */
public record GuestMark(CpuSet emulatorCpus) {
    public static final String NAMESPACE = "urn:bedplate:libvirt:1";
    static final String PREFIX = "bedplate";
}
