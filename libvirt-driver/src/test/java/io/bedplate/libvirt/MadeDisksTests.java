package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Image;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Disks that were made, as the guest's own kernel has them. */
final class MadeDisksTests {
    private static final String TEXT = "written by the image's owner";
    private static final String SCRIPT = """
            for disk in vda vdb vdc; do echo "$disk $(cat /sys/block/$disk/size) $(cat /sys/block/$disk/ro)"; done
            echo "image: $(dd if=/dev/vda bs=64 count=1 2>/dev/null | tr -d '\\000')"
            swapon /dev/vdb && grep vdb /proc/swaps
            echo "label: $(dd if=/dev/vdc bs=1 skip=43 count=8 2>/dev/null)"
            dd if=/dev/vdc bs=1M count=2 2>/dev/null | strings | grep told
            echo "written by the guest" | dd of=/dev/vda bs=512 conv=sync 2>/dev/null; sync
            echo "that is all"
            """;

    private static Image image(TestHost host) throws IOException {
        var content = Arrays.copyOf(TEXT.getBytes(StandardCharsets.US_ASCII), 1 << 20);
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(content);
        return new Image(Files.write(host.root().resolve("owner.img"), content), "raw",
                Checksum.of(Checksum.Algorithm.SHA256, digest));
    }

    /** A config drive on the bus that the test's guest has a driver for. */
    private static VirtDriver open(TestHost host) {
        var settings = new TreeMap<>(host.config().settings());
        settings.put("config_drive_format", "vfat");
        return new LibvirtDriverProvider().open(DriverConfig.of(settings));
    }

    private static List<Disk> made(VirtDriver driver, TestGuest guest, Image image) {
        var result = driver.diskMaking().orElseThrow().make(guest.spec().id(), List.of(
                new DiskOrder.FromImage(new DeviceId("root"), image, 24, Disk.Format.QCOW2),
                new DiskOrder.Swap(new DeviceId("swap"), 8),
                new DiskOrder.ConfigDrive(new DeviceId("config"),
                        Map.of("openstack/latest/user_data", "told to the guest".getBytes(StandardCharsets.UTF_8)))));
        assertThat(result).isInstanceOf(MakeResult.Made.class);
        return ((MakeResult.Made) result).disks();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".lock-")).toList();
        }
    }

    @Test
    void kernelSeesRootSwapAndConfigDriveAndOnlyTheBaseImageStays() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mcopy")), "mtools is not installed");
        try (var host = TestHost.start();
                var driver = open(host);
                var guest = TestGuest.of(host.root(), 1, SCRIPT)) {
            var image = image(host);
            var making = driver.diskMaking().orElseThrow();
            driver.spawn(guest.spec().equipped(made(driver, guest, image), List.of()), LaunchGate.OPEN);
            assertThat(guest.saidUntil("that is all")).contains("vda 49152 0", "vdb 16384 0", "vdc 131072 1",
                    "image: " + TEXT, "/dev/vdb", "partition", "label: config-2", "told to the guest");
            driver.destroy(guest.spec().id());
            making.keep(guest.spec().id(), List.of());
            assertThat(files(host.instances())).isEmpty();
            assertThat(files(host.images())).singleElement()
                    .satisfies(base -> assertThat(base).hasSameBinaryContentAs(image.file()));
            Files.delete(image.file());
        }
    }
}
