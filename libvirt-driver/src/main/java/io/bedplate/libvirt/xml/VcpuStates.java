package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which vCPUs are plugged. */
public record VcpuStates(@Element("vcpu") List<VcpuState> vcpus, Rest rest) {
    public VcpuStates {
        vcpus = List.copyOf(vcpus);
    }

    public VcpuStates(List<VcpuState> vcpus) {
        this(vcpus, Rest.NONE);
    }

    /** One vCPU. */
    public record VcpuState(@Attribute int id, @Attribute Optional<Boolean> enabled,
            @Attribute Optional<Boolean> hotpluggable, @Attribute OptionalInt order, Rest rest) {}
}
