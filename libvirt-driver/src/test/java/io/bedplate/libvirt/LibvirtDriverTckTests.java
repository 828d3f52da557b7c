package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriverProvider;
import io.bedplate.virt.tck.VirtDriverTck;

/** Every rule of SPEC.md on a real libvirtd and QEMU. */
final class LibvirtDriverTckTests extends VirtDriverTck {
    private static final String BRIDGE = "br30";
    /** For one tiny guest. */
    private static final long PAGES = 16;
    @Order(1)
    @RegisterExtension
    static final Shared<ReservedPages> RESERVED = new Shared<>(() -> ReservedPages.upTo(PAGES));
    @Order(2)
    @RegisterExtension
    static final Shared<TestNetwork> NETWORK = new Shared<>(LibvirtDriverTckTests::startNetwork);

    @Order(3)
    @RegisterExtension
    static final Shared<TestHost> OTHER = new Shared<>(TestHost::start);

    private static TestNetwork startNetwork() {
        var network = TestNetwork.start();
        network.bridge(BRIDGE);
        return network;
    }

    private static TestHost host() {
        return NETWORK.get().host();
    }

    @Override
    public VirtDriverProvider provider() {
        return new LibvirtDriverProvider();
    }

    @Override
    public DriverConfig config() {
        return NETWORK.get().config();
    }

    @Override
    public DriverConfig elsewhere() {
        return OTHER.get().configOfItsView();
    }

    /** The other host is in another network; a socket in the file system leads there. */
    @Override
    public Passage passage() {
        return new Passage(OTHER.get().daemon().uriForPeers(),
                Optional.of("unix://" + OTHER.get().memorySocket()));
    }

    @Override
    public Set<String> settings() {
        return Set.of("uri", "domain_type", "netns", "ovsdb", "images", "instances", "config_drive_format");
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
