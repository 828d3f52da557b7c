package io.bedplate.libvirt;

import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverProvider;

/** Makes drivers of a libvirtd on this host; settings are those of {@code LibvirtSettings}. */
public final class LibvirtDriverProvider implements VirtDriverProvider {
    private final CallWatch watch;

    /** As the service loader makes it. */
    public LibvirtDriverProvider() {
        this(CallWatch.NONE);
    }

    /** Makes drivers whose calls of libvirt are watched. */
    public LibvirtDriverProvider(CallWatch watch) {
        this.watch = watch;
    }

    @Override
    public String name() {
        return "libvirt";
    }

    @Override
    public VirtDriver open(DriverConfig config) {
        return LibvirtDriver.open(LibvirtSettings.of(config.settings()), config.files(), config.clock(), watch);
    }
}
