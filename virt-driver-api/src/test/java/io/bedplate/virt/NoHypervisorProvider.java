package io.bedplate.virt;

import io.bedplate.virt.VirtDriverException.Kind;

/** A provider whose hypervisor never answers. */
public final class NoHypervisorProvider implements VirtDriverProvider {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public VirtDriver open(DriverConfig config) {
        throw new VirtDriverException(Kind.UNAVAILABLE, "asked at " + config.setting("uri").orElse("nowhere"));
    }
}
