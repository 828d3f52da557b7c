package io.bedplate.virt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class GuestDeviceTests {
    private static final DeviceId ID = new DeviceId("nic-0");
    private static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");
    private static final NicBackend BRIDGE = new NicBackend.Bridge("br0");

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a b", "a<b", "abcdefghijklmnopqrstuvwxyz0123456"})
    void deviceIdOfAnotherFormIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(text)).withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"52:54:00:12:34", "52-54-00-12-34-56", "52:54:00:12:34:5G", "01:00:5e:00:00:01"})
    void macAddressThatNoPortCanHaveIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(text)).withMessageContaining(text);
    }

    @Test
    void macAddressIsReadInUpperCaseToo() {
        assertThat(MacAddress.parse("52:54:00:AB:CD:EF")).hasToString("52:54:00:ab:cd:ef");
    }

    @Test
    void sharedDiskMustBeRaw() {
        var file = new DiskSource.File(Path.of("/d"));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Disk(new DeviceId("d"), file, Disk.Format.QCOW2, Disk.Bus.VIRTIO, DiskTuning.DEFAULT, false,
                        true, Optional.empty(), Optional.empty()))
                .withMessage("disk d: a shared disk must be raw");
    }

    @ParameterizedTest
    @CsvSource({"67, 1", "65536, 1", "1500, 0", "1500, 4095"})
    void portOutsideTheProtocolIsRefused(int mtu, int vlan) {
        var port = Nic.of(ID, MAC, BRIDGE);
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Nic(ID, MAC, BRIDGE, port.model(), port.queues(), OptionalInt.of(mtu), OptionalInt.of(vlan),
                        port.inbound(), port.outbound(), port.spoofing()))
                .withMessageStartingWith("port nic-0: a");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "257, 0, 0", "1, 128, 0", "1, 0, 2048", "1, 300, 0"})
    void ringsThatNoQueueHasAreRefused(int pairs, int receive, int send) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Nic.Queues(pairs, receive, send, false))
                .withMessageContaining("found %d, %d and %d", pairs, receive, send);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, -1, 0", "1, 0, -1"})
    void bandwidthWithoutAnAverageIsRefused(long average, long peak, long burst) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Nic.Bandwidth(average, peak, burst));
    }

    @Test
    void storageHasAsManyServersAsItsProtocolTakes() {
        var servers = List.of(new DiskSource.Server("a", 1), new DiskSource.Server("b", 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiskSource.Network(DiskSource.Protocol.ISCSI, "iqn", servers, Optional.empty()))
                .withMessage("ISCSI storage \"iqn\": one server wanted, found 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiskSource.Network(DiskSource.Protocol.RBD, "a/b", List.of(), Optional.empty()))
                .withMessage("RBD storage \"a/b\": at least one server wanted, found 0");
    }

    @Test
    void numbersThatNoHypervisorTakesAreRefused() {
        var none = Peripherals.NONE;
        assertThatIllegalArgumentException().isThrownBy(() -> new Peripherals(none.consoles(), none.video(), false,
                none.watchdog(), none.tpm(), none.entropy(), OptionalLong.of(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Peripherals.Entropy(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CpuLook.AddressBits.Emulated(31));
        assertThatIllegalArgumentException().isThrownBy(() -> new CpuQuota(0, -1, 0));
    }

    @Test
    void negativeLimitsAndHeadroomAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DiskTuning.Limits(0, 0, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuestHardware.Headroom(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuestHardware.Headroom(0, -1));
    }

    @Test
    void twoDevicesOfOneNameAreRefused() {
        var spec = InstanceSpecTests.spec("vnf-1", 1, 1024);
        var disk = Disk.file(ID, Path.of("/d"), Disk.Format.RAW);
        assertThatIllegalArgumentException().isThrownBy(() -> spec.equipped(List.of(disk), List.of(Nic.of(ID, MAC,
                BRIDGE)))).withMessage("instance vnf-1: two devices named nic-0");
    }

    @Test
    void variantDiffersOnlyInWhatItNames() {
        var spec = InstanceSpecTests.spec("vnf-1", 1, 1024);
        var disks = List.of(Disk.file(new DeviceId("root"), Path.of("/d"), Disk.Format.RAW));
        var nics = List.of(Nic.of(ID, MAC, BRIDGE));
        assertThat(spec.equipped(disks, nics).disks()).isEqualTo(disks);
        assertThat(spec.equipped(disks, nics).equipped(List.of(), List.of())).isEqualTo(spec);
        assertThat(spec.logging(Path.of("/log")).consoleLog()).contains(Path.of("/log"));
        assertThat(spec.placed(2, 2048, spec.placement()).placed(1, 1024, spec.placement())).isEqualTo(spec);
        assertThat(spec.named(spec.id(), "other").named(spec.id(), "vnf-1")).isEqualTo(spec);
        assertThat(spec.on(GuestHardware.PLAIN)).isEqualTo(spec);
    }

    @Test
    void guestHoldsTheFunctionsOfItsPortsBesideItsOwnEachOnce() {
        var own = new PlacedDevice(PciAddress.parse("0000:3b:02.0"), OptionalInt.of(1));
        var other = PciAddress.parse("0000:3b:02.1");
        var spec = InstanceSpecTests.spec("vnf-1", 1, 1024);
        var passed = spec.placed(1, 1024, spec.placement().withDevices(List.of(own))).equipped(List.of(),
                List.of(Nic.of(new DeviceId("a"), MAC, new NicBackend.VirtualFunction(own.address())),
                        Nic.of(new DeviceId("b"), MAC, new NicBackend.VirtioForwarder(Path.of("/run/f"), other)),
                        Nic.of(new DeviceId("c"), MAC, new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0"))),
                        Nic.of(ID, MAC, BRIDGE)));
        assertThat(passed.held().devices()).containsExactly(own, new PlacedDevice(other, OptionalInt.empty()));
        assertThat(passed.placement().devices()).containsExactly(own);
    }
}
