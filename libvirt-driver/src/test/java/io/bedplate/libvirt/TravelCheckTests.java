package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;
import io.bedplate.virt.MigrationRefusal;

import static org.assertj.core.api.Assertions.assertThat;

/** What keeps a guest from travelling. */
final class TravelCheckTests {
    @TempDir
    private Path folder = Path.of("/");

    private static List<String> refusals(String devices, Map<Path, String> marks, MigrationPolicy policy) {
        var domain = DomainXml
                .read("<domain type='kvm'><name>a</name><devices>%s</devices></domain>".formatted(devices));
        return new TravelCheck(domain, marks, DiskMarks::isSeen).refusals(policy).stream()
                .map(MigrationRefusal::sentence).toList();
    }

    private static List<String> refusals(String devices) {
        return refusals(devices, Map.of(), MigrationPolicy.USUAL);
    }

    @Test
    void whatIsPassedThroughStays() {
        assertThat(refusals(
                """
                        <hostdev mode='subsystem' type='pci'><source><address domain='0' bus='0x3b' slot='2' function='1'/></source></hostdev>
                        <hostdev mode='subsystem' type='mdev'/>
                        <interface type='hostdev'><mac address='52:54:00:00:00:01'/></interface>
                        <interface type='vdpa'/>
                        <interface type='bridge'><source bridge='br0'/></interface>
                        """))
                .containsExactly("PCI function 0000:3b:02.1 is passed through and does not travel",
                        "a device of the host is passed through and does not travel",
                        "the function of port 52:54:00:00:00:01 is passed through and does not travel",
                        "the function of port without a MAC is passed through and does not travel");
    }

    @Test
    void sharedFoldersAndMemoryThatCameAreNotDone() {
        assertThat(refusals("<filesystem type='mount'/><memory model='dimm'><target><size>1</size></target></memory>"))
                .containsExactly("a folder of the host is shared with the guest",
                        "memory has come to it while it ran");
    }

    @Test
    void wishesThatAreNotCarriedOutAreNamed() {
        var policy = new MigrationPolicy(1, Duration.ofSeconds(1), false, true, 256, Duration.ofSeconds(1),
                AtEnd.ABORT);
        assertThat(refusals("", Map.of(), policy)).hasSize(2).anySatisfy(why -> assertThat(why).contains("post-copy"))
                .anySatisfy(why -> assertThat(why).contains("256 connections"));
    }

    private static String disk(Path file, String rest) {
        return "<disk type='file'><driver name='qemu' type='raw'%s/><source file='%s'/><target dev='vda'/>%s</disk>"
                .formatted(rest.startsWith("<") ? "" : rest, file, rest.startsWith("<") ? rest : "");
    }

    @Test
    void fileIsSharedWhereItsMarkIsSeen() throws IOException {
        var file = Files.createFile(folder.resolve("root.img"));
        var marks = new DiskMarks(Specs.ID);
        var put = marks.put(List.of(file, folder.resolve("data.img")));
        assertThat(put).hasSize(2);
        assertThat(refusals(disk(file, " cache='none'"), put, MigrationPolicy.USUAL)).isEmpty();
        assertThat(refusals(disk(file, "<readonly/>"), put, MigrationPolicy.USUAL)).isEmpty();
        assertThat(refusals(disk(file, " cache='writeback'"), put, MigrationPolicy.USUAL)).singleElement().asString()
                .contains("disk vda", "cached");
        assertThat(refusals(disk(folder.resolve("elsewhere/root.img"), " cache='none'"), put, MigrationPolicy.USUAL))
                .singleElement().asString().contains("disk vda is not shared", "elsewhere/root.img");
        marks.remove(List.of(file));
        assertThat(refusals(disk(file, " cache='none'"), put, MigrationPolicy.USUAL)).isNotEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void devicesOfTheHostAreRefusedAndNetworkStorageIsNot() {
        assertThat(refusals("""
                <disk type='block'><source dev='/dev/vg/a'/><target dev='vda'/><alias name='ua-root'/></disk>
                <disk type='network'><source protocol='rbd' name='pool/a'/><target dev='vdb'/></disk>
                """)).singleElement().asString().startsWith("disk root is not shared");
    }
}
