package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A private libvirtd and guests for it. A guest without a disk sits in its firmware for ever. */
final class TestHost implements AutoCloseable {
    static final String PRINTED = "the guest speaks";

    private final Path root;
    private final Path disk;
    private final PrivateLibvirtd daemon;

    private TestHost(Path root, Path disk, PrivateLibvirtd daemon) {
        this.root = root;
        this.disk = disk;
        this.daemon = daemon;
    }

    // libvirt asks QEMU only once what it can do.
    private static final Path CACHE = Path.of("target", "libvirt-cache");

    /** Skips the test, with the reason, where there is no libvirt to test. */
    static TestHost start() {
        return start(PrivateLibvirtd.Network.HOST);
    }

    static TestHost start(PrivateLibvirtd.Network network) {
        var missing = PrivateLibvirtd.missing();
        assumeTrue(missing.isEmpty(), missing::orElseThrow);
        try {
            var root = Files.createTempDirectory("bpl");
            var disk = Files.write(root.resolve("printing.img"), BootSectors.printing(PRINTED));
            return new TestHost(root, disk, PrivateLibvirtd.start(root.resolve("d"), CACHE, network));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PrivateLibvirtd daemon() {
        return daemon;
    }

    Path root() {
        return root;
    }

    DriverConfig config() {
        return DriverConfig.of(Map.of("uri", daemon.uri(), "images", images().toString(), "instances",
                instances().toString()));
    }

    /** With the files that libvirtd sees: its own pid files among them. */
    DriverConfig configOfItsView() {
        return new DriverConfig(config().settings(), HostFiles.seenAt(daemon.view()), InstantSource.system());
    }

    VirtDriver open() {
        return new LibvirtDriverProvider().open(config());
    }

    /** Where guests that come may be sent their memory. */
    Path memorySocket() {
        return root.resolve("memory");
    }

    private boolean isEmpty() {
        try (var left = Files.list(root)) {
            return left.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path images() {
        return root.resolve("images");
    }

    Path instances() {
        return root.resolve("instances");
    }

    InstanceSpec guest() {
        return guest(floating());
    }

    InstanceSpec guest(GuestPlacement placement) {
        var id = new InstanceId(UUID.randomUUID());
        return new InstanceSpec(id, "t-" + id.toString().substring(0, 8), placement.topology().vcpus(), 32 * 1024L,
                placement, new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty());
    }

    /** A guest whose boot sector says {@link #PRINTED} on the first serial port. QEMU locks its disk: one at a time. */
    InstanceSpec printing() {
        var guest = guest();
        return guest.equipped(List.of(Disk.file(new DeviceId("root"), disk, Disk.Format.RAW)), List.of());
    }

    static GuestPlacement floating() {
        var none = CpuSet.empty();
        return new GuestPlacement(List.of(), CpuSet.of(0), none, IoThreads.NONE, none, false,
                new GuestCpuTopology(1, 1, 1),
                List.of());
    }

    /** Base images stay in the cache, and so does an empty folder of disks. */
    private static void removeWhole(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Override
    public void close() {
        daemon.close();
        try {
            Files.deleteIfExists(disk);
            for (var folder : List.of(images(), instances())) {
                removeWhole(folder);
            }
            // QEMU takes its socket for memory away when it ends, or leaves it.
            Files.deleteIfExists(memorySocket());
            Poll.until("an empty folder", this::isEmpty, Boolean::booleanValue);
            Files.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
