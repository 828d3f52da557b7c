package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;

/** How many vCPUs there are at most, and where they may run that have no pin of their own. */
public record Vcpu(@Attribute Optional<String> placement, @Attribute Optional<CpuSet> cpuset,
        @Attribute OptionalInt current, @Text int count, Rest rest) {
    /** All of them there from the start. */
    public static Vcpu of(int count, Optional<CpuSet> cpuset) {
        return new Vcpu(Optional.of("static"), cpuset, OptionalInt.empty(), count, Rest.NONE);
    }
}
