package io.bedplate.libvirt;

import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** A specification as libvirt is told it. */
record SpecDocument(String xml, GuestMark mark) {

    /**
     * Maps and writes it.
     *
     * @throws VirtDriverException INVALID_SPEC for a value that XML cannot hold; UNSUPPORTED
     */
    static SpecDocument of(InstanceSpec spec, Machine machine, HostTopology host) {
        var domain = DomainMapper.map(spec, machine, host);
        try {
            return new SpecDocument(DomainXml.write(domain), domain.mark().orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new VirtDriverException(Kind.INVALID_SPEC,
                    "instance %s: %s".formatted(spec.name(), e.getMessage()), e);
        }
    }
}
