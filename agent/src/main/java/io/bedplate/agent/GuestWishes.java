package io.bedplate.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.extraspecs.Literals;
import io.bedplate.virt.CpuLook;
import io.bedplate.virt.CpuLook.AddressBits;
import io.bedplate.virt.CpuQuota;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Firmware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Bandwidth;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.Peripherals.Entropy;
import io.bedplate.virt.Peripherals.Tpm;
import io.bedplate.virt.Peripherals.WatchdogAction;

/**
 * What flavor and image say of a guest beyond what the planner decides. Pure. The keys are those of
 * {@code extra-specs list}; that they are well formed and agree with each other has been checked before.
 *
 * @param diskBus    bus of disks that name none
 * @param nicModel   card of ports that name none
 * @param queuePairs of each virtio port that names no number
 * @param packedRing of each virtio port
 * @param diskLimits of each disk
 * @param inbound    limit of each port towards the guest
 * @param outbound   limit of each port from the guest
 * @param unheard    keys whose values no driver here can carry out, one sentence each
 */
public record GuestWishes(GuestHardware hardware, Disk.Bus diskBus, Nic.Model nicModel, int queuePairs,
        boolean packedRing, DiskTuning.Limits diskLimits, Optional<Bandwidth> inbound, Optional<Bandwidth> outbound,
        List<String> unheard) {

    public GuestWishes {
        unheard = List.copyOf(unheard);
    }

    /** Reads the wishes. */
    public static GuestWishes of(Flavor flavor, ImageProperties image) {
        return new Reader(flavor.extraSpecs(), image).read(flavor.vcpus());
    }

    /** One key after the other. */
    private static final class Reader {
        private final ExtraSpecs specs;
        private final ImageProperties image;
        private final List<String> unheard = new ArrayList<>();

        Reader(ExtraSpecs specs, ImageProperties image) {
            this.specs = specs;
            this.image = image;
        }

        GuestWishes read(int vcpus) {
            var hardware = new GuestHardware(image.get("hw_machine_type"), firmware(), flag("boot_menu"), iommu(),
                    cpu(), quota(), peripherals(), Headroom.NONE);
            var limits = new DiskTuning.Limits(disk("read_bytes"), disk("write_bytes"), disk("read_iops"),
                    disk("write_iops"));
            return new GuestWishes(hardware, bus(), model(), flag("vif_multiqueue_enabled") ? vcpus : 1,
                    flag("virtio_packed_ring"), limits, bandwidth("inbound"), bandwidth("outbound"), unheard);
        }

        /** A wish that flavor and image both may name; the flavor's word counts. */
        private Optional<String> either(String name) {
            return specs.get("hw:" + name).or(() -> image.get("hw_" + name));
        }

        private boolean flag(String name) {
            return either(name).flatMap(Literals::flag).orElse(false);
        }

        private long number(String key) {
            return specs.get(key).map(text -> Literals.whole(text).orElse(0)).orElse(0L);
        }

        private Firmware firmware() {
            boolean secure = specs.get("os:secure_boot").or(() -> image.get("os_secure_boot"))
                    .filter("required"::equals).isPresent();
            boolean uefi = image.get("hw_firmware_type").filter("uefi"::equals).isPresent();
            return secure ? Firmware.UEFI_SECURE_BOOT : uefi ? Firmware.UEFI : Firmware.BIOS;
        }

        private boolean iommu() {
            var model = either("viommu_model");
            model.filter(word -> !word.equals("intel") && !word.equals("auto"))
                    .ifPresent(word -> unheard.add("viommu_model %s: only intel and auto here".formatted(word)));
            return model.isPresent();
        }

        private CpuLook cpu() {
            boolean hidden = flag("hide_hypervisor_id")
                    || image.get("img_hide_hypervisor_id").flatMap(Literals::flag).orElse(false)
                    || specs.get("hide_hypervisor_id").flatMap(Literals::flag).orElse(false);
            Optional<AddressBits> bits = either("maxphysaddr_mode").map(mode -> mode.equals("passthrough")
                    ? new AddressBits.Passthrough()
                    : new AddressBits.Emulated((int) either("maxphysaddr_bits")
                            .map(text -> Literals.whole(text).orElse(0)).orElse(0L).longValue()));
            return new CpuLook(either("pmu").flatMap(Literals::flag), hidden, bits);
        }

        private CpuQuota quota() {
            return new CpuQuota((int) number("quota:cpu_shares"), (int) number("quota:cpu_period"),
                    Math.max(0, number("quota:cpu_quota")));
        }

        private long disk(String measure) {
            return number("quota:disk_" + measure + "_sec");
        }

        private Optional<Bandwidth> bandwidth(String direction) {
            long average = number("quota:vif_" + direction + "_average");
            return average == 0
                    ? Optional.empty()
                    : Optional.of(new Bandwidth(average, number("quota:vif_" + direction + "_peak"),
                            number("quota:vif_" + direction + "_burst")));
        }

        private Disk.Bus bus() {
            return image.get("hw_disk_bus").map(word -> switch (word) {
                case "virtio" -> Disk.Bus.VIRTIO;
                case "scsi" -> Disk.Bus.SCSI;
                case "sata" -> Disk.Bus.SATA;
                case "usb" -> Disk.Bus.USB;
                default -> {
                    unheard.add("hw_disk_bus %s: only virtio, scsi, sata and usb here".formatted(word));
                    yield Disk.Bus.VIRTIO;
                }
            }).orElse(Disk.Bus.VIRTIO);
        }

        private Nic.Model model() {
            return image.get("hw_vif_model").map(word -> switch (word) {
                case "virtio" -> Nic.Model.VIRTIO;
                case "e1000e" -> Nic.Model.E1000E;
                case "rtl8139" -> Nic.Model.RTL8139;
                default -> {
                    unheard.add("hw_vif_model %s: only virtio, e1000e and rtl8139 here".formatted(word));
                    yield Nic.Model.VIRTIO;
                }
            }).orElse(Nic.Model.VIRTIO);
        }

        private Peripherals peripherals() {
            var none = Peripherals.NONE;
            boolean agent = image.get("hw_qemu_guest_agent").flatMap(Literals::flag).orElse(false);
            return new Peripherals(none.consoles(), image.get("hw_video_model").filter(word -> !word.equals("none")),
                    agent, watchdog(), tpm(), entropy(), none.vsockCid());
        }

        private Optional<WatchdogAction> watchdog() {
            return either("watchdog_action").filter(word -> !word.equals("disabled"))
                    .map(word -> WatchdogAction.valueOf(word.toUpperCase(Locale.ROOT)));
        }

        private Optional<Tpm> tpm() {
            boolean crb = either("tpm_model").filter("tpm-crb"::equals).isPresent();
            return either("tpm_version")
                    .map(version -> version.equals("1.2") ? Tpm.TIS_1_2 : crb ? Tpm.CRB_2_0 : Tpm.TIS_2_0);
        }

        private Optional<Entropy> entropy() {
            boolean allowed = specs.get("hw_rng:allowed").flatMap(Literals::flag).orElse(true);
            int bytes = (int) number("hw_rng:rate_bytes");
            long seconds = Math.max(1, number("hw_rng:rate_period"));
            return allowed
                    ? Optional.of(bytes == 0 ? Entropy.UNLIMITED : new Entropy(bytes, (int) (seconds * 1000)))
                    : Optional.empty();
        }
    }
}
