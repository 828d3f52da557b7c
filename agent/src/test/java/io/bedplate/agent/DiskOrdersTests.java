package io.bedplate.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.fake.SpawnStep;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.Guest;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Disks made for an instance, from its order to its end, on a simulated host. */
final class DiskOrdersTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
    private static final InstanceId ID = new InstanceId(new UUID(5, 6));
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private final SimulatedHost host = SimulatedHost.of(new HostShape("two-cells", 2, 8, 1, 16384, 2048, 4, 0));
    private final VirtDriver driver = FakeDriver.attach(host, CLOCK, Runnable::run);
    private final MemoryJournal journal = new MemoryJournal();
    private final Agent agent = new Agent(driver, host.files(), journal, HostConfig.NONE, CLOCK);

    private Image image(String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(bytes);
        return new Image(Files.write(folder.resolve(content), bytes), "raw",
                Checksum.of(Checksum.Algorithm.SHA256, digest));
    }

    private static Flavor flavor(int vcpus) {
        return new Flavor(vcpus, 256, ExtraSpecs.of(Map.of("quota:disk_read_iops_sec", "100")));
    }

    private static NfvRequest request(int vcpus) {
        return ((RequestResult.Valid) NfvRequests
                .read(RequestInput.of(flavor(vcpus), ImageProperties.of(Map.of())))).request();
    }

    private SpawnResult spawn(Image image) {
        var wishes = GuestWishes.of(flavor(2), ImageProperties.of(Map.of("hw_disk_bus", "scsi")));
        var metadata = new GuestMetadata(ID, "vnf", Map.of(), Map.of(), Optional.of("#!"), List.of());
        var storage = StorageRequest.of(image, new DiskSizes(2, 1, 512), metadata.files(), wishes);
        var data = Disk.file(new DeviceId("data"), Path.of("/images/data"), Disk.Format.RAW);
        return agent.spawn(new SpawnRequest(ID, "vnf", request(2), new Boot.FirstDisk(), List.of(data),
                Optional.empty()).storing(storage));
    }

    private Claim spawned() throws IOException {
        return ((SpawnResult.Spawned) spawn(image("base"))).claim();
    }

    private List<MadeDisk> made() {
        return driver.diskMaking().orElseThrow().made(ID);
    }

    private static Path root(Claim claim) {
        return ((DiskSource.File) claim.spec().disks().getFirst().source()).path();
    }

    private static Kind kindOf(Runnable work) {
        var kind = new Kind[]{Kind.INTERNAL};
        assertThatThrownBy(work::run).isInstanceOfSatisfying(VirtDriverException.class, e -> kind[0] = e.kind());
        return kind[0];
    }

    @Test
    void instanceHasWhatTheFlavorSaysAndTakesItAlong() throws IOException {
        var claim = spawned();
        assertThat(claim.spec().disks()).extracting(disk -> disk.id().text()).containsExactly("root", "ephemeral",
                "swap", "config", "data");
        assertThat(claim.spec().disks()).extracting(Disk::bus).containsExactly(Disk.Bus.SCSI, Disk.Bus.SCSI,
                Disk.Bus.SCSI, Disk.Bus.CDROM, Disk.Bus.VIRTIO);
        assertThat(claim.spec().disks().getFirst().tuning().limits().readsPerSecond()).isEqualTo(100);
        assertThat(made()).filteredOn(disk -> !disk.id().text().equals("config")).extracting(MadeDisk::sizeBytes)
                .containsExactlyInAnyOrder(2 * GIB, GIB, GIB / 2);
        agent.recover();
        assertThat(made()).hasSize(4);
        agent.destroy(ID);
        assertThat(made()).isEmpty();
    }

    @Test
    void refusedDisksLeaveNothing() throws IOException {
        var absent = new Image(folder.resolve("absent"), "raw", image("any").checksum());
        assertThat(spawn(absent)).isInstanceOfSatisfying(SpawnResult.DisksRefused.class,
                refused -> assertThat(refused.refusal()).isInstanceOf(DiskRefusal.NoImage.class));
        assertThat(journal.claims()).isEmpty();
        assertThat(agent.claims()).isEmpty();
        assertThat(host.disks().files()).isEmpty();
    }

    @Test
    void failedSpawnTakesItsDisksAlong() throws IOException {
        var image = image("base");
        for (var step : SpawnStep.values()) {
            host.faults().failNext(step, Kind.INTERNAL);
            assertThat(kindOf(() -> spawn(image))).isEqualTo(Kind.INTERNAL);
            assertThat(made()).isEmpty();
            assertThat(journal.claims()).isEmpty();
        }
    }

    @Test
    void rebuildingReplacesTheRootDiskAlone() throws IOException {
        var before = spawned();
        var rebuilt = ((ChangeResult.Rebuilt) agent.changes().rebuild(ID, image("other"))).claim();
        assertThat(root(rebuilt)).isNotEqualTo(root(before));
        assertThat(rebuilt.spec().disks().subList(1, 5)).isEqualTo(before.spec().disks().subList(1, 5));
        assertThat(rebuilt.spec().disks().getFirst().bus()).isEqualTo(Disk.Bus.SCSI);
        assertThat(made()).hasSize(4).extracting(MadeDisk::file).contains(root(rebuilt)).doesNotContain(root(before));
        assertThat(rebuilt.phase()).isEqualTo(Phase.ACTIVE);
    }

    @Test
    void refusedRebuildLeavesTheGuestAlone() throws IOException {
        var before = spawned();
        var guest = driver.guest(ID).map(Guest::pid);
        var absent = new Image(folder.resolve("absent"), "raw", image("any").checksum());
        assertThat(agent.changes().rebuild(ID, absent)).isInstanceOf(ChangeResult.DiskRefused.class);
        host.faults().failNext(SpawnStep.MAKE_DISK, Kind.INTERNAL);
        var other = image("other");
        assertThat(kindOf(() -> agent.changes().rebuild(ID, other))).isEqualTo(Kind.INTERNAL);
        assertThat(driver.guest(ID).map(Guest::pid)).isEqualTo(guest);
        assertThat(agent.claims()).containsExactly(before);
        assertThat(made()).hasSize(4);
    }

    @Test
    void resizedRootDiskIsKeptOrGivenBack() throws IOException {
        var before = spawned();
        for (boolean confirm : new boolean[]{false, true}) {
            var resized = ((ChangeResult.Resized) agent.changes().resize(ID, request(3), OptionalLong.of(4096),
                    Duration.ZERO)).claim();
            assertThat(made()).extracting(MadeDisk::file).contains(root(before), root(resized)).hasSize(5);
            agent.recover();
            assertThat(made()).hasSize(5);
            var settled = confirm ? agent.changes().confirm(ID) : agent.changes().revert(ID);
            assertThat(root(settled)).isEqualTo(confirm ? root(resized) : root(before));
            assertThat(made()).hasSize(4).filteredOn(disk -> disk.file().equals(root(settled)))
                    .extracting(MadeDisk::sizeBytes).containsExactly(confirm ? 4 * GIB : 2 * GIB);
        }
    }

    @Test
    void rootDiskIsNotShrunkAndOneOfTheSameSizeIsNotCopied() throws IOException {
        var before = spawned();
        assertThat(agent.changes().resize(ID, request(3), OptionalLong.of(1024), Duration.ZERO))
                .isInstanceOfSatisfying(ChangeResult.DiskRefused.class, refused -> assertThat(
                        refused.refusal().sentence()).contains("has 2147483648 bytes, the disk is to have 1073741824"));
        assertThat(agent.claims()).containsExactly(before);
        agent.changes().resize(ID, request(3), OptionalLong.of(2048), Duration.ZERO);
        assertThat(made()).hasSize(4);
    }

    @Test
    void failedGrowthEndsInTheFormerSize() throws IOException {
        var before = spawned();
        host.faults().failNext(SpawnStep.MAKE_DISK, Kind.INTERNAL);
        assertThat(kindOf(() -> agent.changes().resize(ID, request(3), OptionalLong.of(4096), Duration.ZERO)))
                .isEqualTo(Kind.INTERNAL);
        assertThat(agent.claims()).containsExactly(before);
        assertThat(agent.verify(ID).inForce()).isTrue();
        assertThat(made()).hasSize(4);
    }

    @Test
    void rescueDiskComesAndGoesWithTheRescue() throws IOException {
        spawned();
        var absent = new Image(folder.resolve("absent"), "raw", image("any").checksum());
        assertThat(agent.rescues().rescue(ID, absent)).isPresent();
        assertThat(agent.rescues().rescue(ID, image("rescue"))).isEmpty();
        assertThat(made()).hasSize(5);
        agent.recover();
        assertThat(made()).hasSize(5);
        agent.rescues().unrescue(ID);
        assertThat(made()).hasSize(4);
    }

    @Test
    void disksThatWereMadeAreNotDetachedAndOthersNotRebuilt() throws IOException {
        spawned();
        assertThat(kindOf(() -> agent.detach(ID, new DeviceId("swap"), Duration.ZERO))).isEqualTo(Kind.INVALID_SPEC);
        agent.detach(ID, new DeviceId("data"), Duration.ZERO);
        var own = Disk.file(StorageRequest.ROOT, Path.of("/images/root"), Disk.Format.RAW);
        agent.changes().rebuild(ID, List.of(own));
        assertThat(made()).isEmpty();
        var image = image("other");
        assertThat(kindOf(() -> agent.changes().rebuild(ID, image))).isEqualTo(Kind.INVALID_SPEC);
    }

    @Test
    void claimsRememberThatDisksWereOrdered() throws IOException {
        var claim = spawned();
        var files = new FileJournal(folder.resolve("claims"));
        files.put(claim);
        assertThat(files.claims()).containsExactly(claim);
        var file = folder.resolve("claims").resolve(ID + ".json");
        Files.writeString(file, Files.readString(file).replaceFirst(",\\s*\"ownsDisks\" : true", ""));
        assertThat(files.claims()).singleElement().extracting(Claim::ownsDisks).isEqualTo(false);
    }
}
