package io.bedplate.nfv.extraspecs;

import java.util.List;

import static io.bedplate.nfv.extraspecs.Keys.alone;
import static io.bedplate.nfv.extraspecs.Keys.atLeast;
import static io.bedplate.nfv.extraspecs.Keys.between;
import static io.bedplate.nfv.extraspecs.Keys.both;
import static io.bedplate.nfv.extraspecs.Keys.flag;
import static io.bedplate.nfv.extraspecs.Keys.text;
import static io.bedplate.nfv.extraspecs.Keys.twinned;
import static io.bedplate.nfv.extraspecs.Keys.words;

/** Flavor keys on virtual devices, firmware, encryption and passed-through devices. */
final class DeviceKeys {
    static final List<KnownKey> ALL = List.of(
            both("hw:vif_multiqueue_enabled", flag(), "As many queues per virtio interface as vCPUs."),
            both("hw:virtio_packed_ring", flag(), "Packed virtqueues."),
            both("hw:viommu_model", words("intel", "smmuv3", "virtio", "auto"), "A virtual IOMMU of this model."),
            both("hw:mem_encryption", flag(), "Encrypts the guest's memory; needs UEFI and the machine type q35."),
            both("hw:mem_encryption_model", words("amd-sev", "amd-sev-es", "amd-sev-snp"),
                    "The technique of hw:mem_encryption."),
            both("hw:tpm_model", words("tpm-tis", "tpm-crb"), "Interface of the virtual TPM."),
            both("hw:tpm_version", words("1.2", "2.0"), "Version of the virtual TPM, and that there is one."),
            alone("hw:tpm_secret_security", words("user", "host", "deployment"),
                    "Who keeps the secret of the virtual TPM, and so whether the guest can migrate live."),
            both("hw:pmu", flag(), "Performance counters in the guest."),
            both("hw:boot_menu", flag(), "A boot menu when the guest starts."),
            twinned(new KeyForm.Fixed("hw:hide_hypervisor_id"), flag(), "img_hide_hypervisor_id", Origin.NOVA,
                    "Hides from the guest that it runs on a hypervisor."),
            alone("hide_hypervisor_id", flag(), "Older name of hw:hide_hypervisor_id."),
            both("hw:serial_port_count", atLeast(0), "Serial ports; an image may only lower it."),
            both("hw:watchdog_action", words("none", "pause", "poweroff", "reset", "disabled"),
                    "What happens when the guest's watchdog is not fed."),
            both("hw:sound_model", words("sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "virtio"),
                    "A sound device of this model."),
            both("hw:usb_model", words("qemu-xhci", "nec-xhci"), "A USB controller of this model."),
            both("hw:redirected_usb_ports", between(0, 15), "USB ports that SPICE clients may redirect to."),
            both("hw:ephemeral_encryption", flag(), "Encrypts the guest's local disks."),
            both("hw:ephemeral_encryption_format", words("plain", "luks", "luksv2"),
                    "The format of hw:ephemeral_encryption."),
            alone("hw_rng:allowed", flag(), "Whether the guest may have a random number generator."),
            alone("hw_rng:rate_bytes", atLeast(0), "Bytes the guest may draw from the host's entropy in a period."),
            alone("hw_rng:rate_period", atLeast(0), "Length of that period in seconds."),
            alone("hw_video:ram_max_mb", atLeast(0), "Most MiB of video memory an image may ask for."),
            alone("os:secure_boot", words("disabled", "required"), "UEFI secure boot."),
            alone("pci_passthrough:alias", text(TextShape.ALIASES),
                    "PCI devices by the names that the operator gave them, and how many of each."),
            alone("accel:device_profile", text(), "Name of the accelerator profile the guest gets."));

    private DeviceKeys() {}
}
