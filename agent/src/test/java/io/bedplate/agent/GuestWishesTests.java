package io.bedplate.agent;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.virt.CpuLook;
import io.bedplate.virt.CpuLook.AddressBits;
import io.bedplate.virt.CpuQuota;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Firmware;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Bandwidth;
import io.bedplate.virt.Peripherals.Entropy;
import io.bedplate.virt.Peripherals.Tpm;
import io.bedplate.virt.Peripherals.WatchdogAction;

import static org.assertj.core.api.Assertions.assertThat;

final class GuestWishesTests {
    private static GuestWishes read(Map<String, String> specs, Map<String, String> image) {
        return GuestWishes.of(new Flavor(4, 1024, ExtraSpecs.of(specs)), ImageProperties.of(image));
    }

    @Test
    void nothingSaidIsPlainHardware() {
        var wishes = read(Map.of(), Map.of());
        assertThat(wishes.hardware()).isEqualTo(GuestHardware.PLAIN);
        assertThat(wishes.diskBus()).isEqualTo(Disk.Bus.VIRTIO);
        assertThat(wishes.queuePairs()).isEqualTo(1);
        assertThat(wishes.unheard()).isEmpty();
    }

    @Test
    void flavorSaysWhatTheGuestSees() {
        var wishes = read(Map.of("hw:pmu", "no", "hw:hide_hypervisor_id", "true", "hw:maxphysaddr_mode", "emulate",
                "hw:maxphysaddr_bits", "42", "hw:boot_menu", "yes", "hw:viommu_model", "intel", "hw:tpm_version", "2.0",
                "hw:tpm_model", "tpm-crb", "hw:watchdog_action", "poweroff", "os:secure_boot", "required"), Map.of());
        var hardware = wishes.hardware();
        assertThat(hardware.cpu())
                .isEqualTo(new CpuLook(Optional.of(false), true, Optional.of(new AddressBits.Emulated(42))));
        assertThat(hardware.bootMenu()).isTrue();
        assertThat(hardware.iommu()).isTrue();
        assertThat(hardware.firmware()).isEqualTo(Firmware.UEFI_SECURE_BOOT);
        assertThat(hardware.peripherals().tpm()).contains(Tpm.CRB_2_0);
        assertThat(hardware.peripherals().watchdog()).contains(WatchdogAction.POWEROFF);
    }

    @Test
    void imageSaysWhatItsSystemHasDriversFor() {
        var wishes = read(Map.of(), Map.of("hw_disk_bus", "scsi", "hw_vif_model", "e1000e", "hw_firmware_type", "uefi",
                "hw_qemu_guest_agent", "yes", "hw_machine_type", "pc-q35-7.2", "hw_vif_multiqueue_enabled", "true",
                "hw_virtio_packed_ring", "true", "hw_video_model", "vga"));
        assertThat(wishes.diskBus()).isEqualTo(Disk.Bus.SCSI);
        assertThat(wishes.nicModel()).isEqualTo(Nic.Model.E1000E);
        assertThat(wishes.queuePairs()).isEqualTo(4);
        assertThat(wishes.packedRing()).isTrue();
        assertThat(wishes.hardware().firmware()).isEqualTo(Firmware.UEFI);
        assertThat(wishes.hardware().machineType()).contains("pc-q35-7.2");
        assertThat(wishes.hardware().peripherals().guestAgent()).isTrue();
        assertThat(wishes.hardware().peripherals().video()).contains("vga");
    }

    @Test
    void quotasReachCpusDisksPortsAndEntropy() {
        var wishes = read(Map.of("quota:cpu_shares", "2048", "quota:cpu_period", "100000", "quota:cpu_quota", "-1",
                "quota:disk_read_bytes_sec", "1", "quota:disk_write_iops_sec", "4", "quota:vif_inbound_average", "10",
                "quota:vif_inbound_burst", "12", "hw_rng:rate_bytes", "1024", "hw_rng:rate_period", "2"), Map.of());
        assertThat(wishes.hardware().cpuQuota()).isEqualTo(new CpuQuota(2048, 100_000, 0));
        assertThat(wishes.diskLimits()).isEqualTo(new DiskTuning.Limits(1, 0, 0, 4));
        assertThat(wishes.inbound()).contains(new Bandwidth(10, 0, 12));
        assertThat(wishes.outbound()).isEmpty();
        assertThat(wishes.hardware().peripherals().entropy()).contains(new Entropy(1024, 2000));
        assertThat(read(Map.of("hw_rng:allowed", "no"), Map.of()).hardware().peripherals().entropy()).isEmpty();
    }

    @Test
    void whatNoDriverCarriesOutIsSaid() {
        var wishes = read(Map.of("hw:viommu_model", "smmuv3"), Map.of("hw_disk_bus", "ide", "hw_vif_model", "pcnet"));
        assertThat(wishes.unheard()).containsExactly("viommu_model smmuv3: only intel and auto here",
                "hw_disk_bus ide: only virtio, scsi, sata and usb here",
                "hw_vif_model pcnet: only virtio, e1000e and rtl8139 here");
    }
}
