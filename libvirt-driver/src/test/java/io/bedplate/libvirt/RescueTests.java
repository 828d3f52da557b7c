package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What libvirt has of a guest before, in and after its rescue. */
final class RescueTests {

    @Test
    void ownDisksKeepTheirNamesAndTheDefinitionComesBackLetterByLetter() throws IOException {
        try (var host = TestHost.start();
                var driver = host.open();
                var link = LibvirtLink.open(host.daemon().uri(), new Deaf())) {
            var own = List.of(disk(host, "root"), disk(host, "data"));
            var rescue = disk(host, "rescue");
            var spec = host.guest().equipped(own, List.of());
            driver.spawn(spec, LaunchGate.OPEN);
            var before = definition(link, spec);
            driver.rescuing().orElseThrow().rescue(spec.id(), rescue, LaunchGate.OPEN);
            var during = definition(link, spec);
            assertThat(during).contains(line(before, "<target dev='vda'"), line(before, "<target dev='vdb'"),
                    "<target dev='vdc' bus='virtio'/>", "<boot order='1'/>").doesNotContain("<boot dev=");

            var gone = Disk.file(new DeviceId("gone"), Path.of("/nowhere/rescue.img"), Disk.Format.RAW);
            driver.rescuing().orElseThrow().unrescue(spec.id(), LaunchGate.OPEN);
            assertThat(definition(link, spec)).isEqualTo(before);
            assertThatThrownBy(() -> driver.rescuing().orElseThrow().rescue(spec.id(), gone, LaunchGate.OPEN))
                    .isInstanceOfSatisfying(VirtDriverException.class, e -> assertThat(e.kind())
                            .isEqualTo(VirtDriverException.Kind.INVALID_SPEC))
                    .hasMessageContaining("/nowhere/rescue.img");
            assertThat(definition(link, spec)).isEqualTo(before);
            driver.destroy(spec.id());
            for (var name : List.of("root", "data", "rescue")) {
                Files.delete(host.root().resolve(name + ".img"));
            }
        }
    }

    private static Disk disk(TestHost host, String name) throws IOException {
        var file = Files.write(host.root().resolve(name + ".img"), new byte[1 << 20]);
        return Disk.file(new DeviceId(name), file, Disk.Format.RAW);
    }

    private static String definition(LibvirtLink link, InstanceSpec spec) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(spec.id().uuid()).orElseThrow()) {
                return new DomainDefinition(domain).ofNextStart();
            }
        });
    }

    private static String line(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}
