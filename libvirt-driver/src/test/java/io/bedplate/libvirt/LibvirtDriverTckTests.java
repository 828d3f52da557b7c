package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverProvider;
import io.bedplate.virt.tck.VirtDriverTck;

/** Every rule of SPEC.md on a real libvirtd and QEMU. */
final class LibvirtDriverTckTests extends VirtDriverTck {
    private static final String BRIDGE = "br30";
    /** For one tiny guest. */
    private static final long PAGES = 16;
    private static @Nullable TestNetwork network;
    private static @Nullable ReservedPages pages;

    @BeforeAll
    static void startLibvirtd() {
        network = TestNetwork.start();
        network.bridge(BRIDGE);
        pages = ReservedPages.upTo(PAGES);
    }

    @AfterAll
    static void endLibvirtd() {
        if (network != null) {
            network.close();
        }
        if (pages != null) {
            pages.close();
        }
    }

    private static TestHost host() {
        return Objects.requireNonNull(network).host();
    }

    @Override
    public VirtDriverProvider provider() {
        return new LibvirtDriverProvider();
    }

    @Override
    public DriverConfig config() {
        return Objects.requireNonNull(network).config();
    }

    @Override
    public Set<String> settings() {
        return Set.of("uri", "domain_type", "netns", "ovsdb", "images");
    }

    @Override
    public InstanceSpec tiny() {
        return host().guest();
    }

    @Override
    public InstanceSpec printing() {
        return host().printing();
    }

    @Override
    public String printed() {
        return TestHost.PRINTED;
    }

    @Override
    public Disk rescueDisk() {
        return Disk.of(new DeviceId("rescue"), printing().disks().getFirst().source(), Disk.Format.RAW);
    }

    @Override
    public NicBackend plug() {
        return new NicBackend.Bridge(BRIDGE);
    }

    @Override
    public Path scratch() {
        return host().root();
    }
}
