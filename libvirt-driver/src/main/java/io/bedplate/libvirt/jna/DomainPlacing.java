package io.bedplate.libvirt.jna;

import java.nio.charset.StandardCharsets;

import com.sun.jna.Memory;

import io.bedplate.host.CpuSet;
import io.bedplate.virt.VirtDriverException;

import static io.bedplate.libvirt.jna.DomainHandle.check;
import static io.bedplate.libvirt.jna.DomainHandle.cpuMap;
import static io.bedplate.libvirt.jna.LibvirtApi.DOMAIN_AFFECT_LIVE;

/**
 * Changes where a running domain runs; its definition stays as it is. For use within the call that the domain was found
 * in; every method may throw a {@link VirtDriverException} with libvirt's text.
 */
public record DomainPlacing(DomainHandle domain) {
    // struct virTypedParameter of libvirt-common.h: a name of 80 characters, the type, and the value at the next 8 bytes.
    private static final int PARAMETER_BYTES = 96;
    private static final int TYPE_AT = 80;
    private static final int VALUE_AT = 88;
    private static final int TYPE_STRING = 7;

    public void pinVcpu(int vcpu, CpuSet cpus) {
        var map = cpuMap(cpus);
        check("pin vCPU " + vcpu,
                domain.natives().places().virDomainPinVcpuFlags(domain.pointer(), vcpu, map, map.length,
                        DOMAIN_AFFECT_LIVE));
    }

    public void pinIoThread(int thread, CpuSet cpus) {
        var map = cpuMap(cpus);
        check("pin I/O thread " + thread,
                domain.natives().places().virDomainPinIOThread(domain.pointer(), thread, map, map.length,
                        DOMAIN_AFFECT_LIVE));
    }

    /** Binds all memory to host cells; what lies elsewhere is moved by the kernel (cpuset.memory_migrate). */
    public void bindMemory(CpuSet hostCells) {
        var text = hostCells.toString().getBytes(StandardCharsets.US_ASCII);
        try (var nodeset = new Memory(text.length + 1L); var parameter = new Memory(PARAMETER_BYTES)) {
            nodeset.setString(0, hostCells.toString(), "US-ASCII");
            parameter.clear();
            parameter.setString(0, "numa_nodeset", "US-ASCII");
            parameter.setInt(TYPE_AT, TYPE_STRING);
            parameter.setPointer(VALUE_AT, nodeset);
            check("bind memory to cells " + hostCells,
                    domain.natives().places().virDomainSetNumaParameters(domain.pointer(), parameter, 1,
                            DOMAIN_AFFECT_LIVE));
        }
    }

    /** Replaces the element of that namespace in the running domain's metadata. */
    public void setMetadata(String bareElement, String prefix, String namespace) {
        check("set metadata",
                domain.natives().places().virDomainSetMetadata(domain.pointer(), LibvirtApi.DOMAIN_METADATA_ELEMENT,
                        bareElement, prefix, namespace, DOMAIN_AFFECT_LIVE));
    }
}
