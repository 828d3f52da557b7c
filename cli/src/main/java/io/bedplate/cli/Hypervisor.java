package io.bedplate.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.agent.config.AgentConfig;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

/**
 * The driver that a configuration names and, where it says {@code libvirt.private_root}, the private libvirtd that the
 * driver talks to. Closing it leaves guests running.
 */
public final class Hypervisor implements AutoCloseable {
    /** Folder of a private libvirtd, instead of a {@code uri}. */
    public static final String PRIVATE_ROOT = "private_root";
    /** Folder that keeps what libvirt has learnt of QEMU, which takes seconds; without it that ends with the root. */
    public static final String PRIVATE_CACHE = "private_cache";

    private final Optional<PrivateLibvirtd> daemon;
    private final VirtDriver driver;

    private Hypervisor(Optional<PrivateLibvirtd> daemon, VirtDriver driver) {
        this.daemon = daemon;
        this.driver = driver;
    }

    /**
     * Opens it.
     *
     * @throws io.bedplate.virt.VirtDriverException as the driver's provider
     */
    public static Hypervisor open(AgentConfig config) {
        var settings = new TreeMap<>(config.driverSettings());
        var cache = Optional.ofNullable(settings.remove(PRIVATE_CACHE)).map(Path::of);
        var daemon = Optional.ofNullable(settings.remove(PRIVATE_ROOT)).map(Path::of)
                .map(root -> cache.map(folder -> PrivateLibvirtd.start(root, folder))
                        .orElseGet(() -> PrivateLibvirtd.start(root)));
        daemon.ifPresent(started -> settings.put("uri", started.uri()));
        try {
            return new Hypervisor(daemon, openDriver(config.driver(), settings));
        } catch (RuntimeException e) {
            daemon.ifPresent(PrivateLibvirtd::leave);
            throw e;
        }
    }

    private static VirtDriver openDriver(String name, SortedMap<String, String> settings) {
        return VirtDrivers.open(name, new DriverConfig(settings, HostFiles.real(), InstantSource.system()));
    }

    public VirtDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
        daemon.ifPresent(PrivateLibvirtd::leave);
    }

    /** Ends the private libvirtd with all its guests and files, too. */
    public void end() {
        driver.close();
        daemon.ifPresent(PrivateLibvirtd::close);
    }
}
