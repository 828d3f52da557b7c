package io.bedplate.nfv.extraspecs;

import java.util.List;

import static io.bedplate.nfv.extraspecs.Keys.alone;
import static io.bedplate.nfv.extraspecs.Keys.atLeast;
import static io.bedplate.nfv.extraspecs.Keys.flag;
import static io.bedplate.nfv.extraspecs.Keys.renamed;
import static io.bedplate.nfv.extraspecs.Keys.text;
import static io.bedplate.nfv.extraspecs.Keys.words;

/** Image properties that no flavor key repeats. */
final class ImageKeys {
    private static final ValueType BUS = words("fdc", "ide", "sata", "scsi", "usb", "virtio", "xen", "lxc", "uml");

    static final List<KnownKey> ALL = List.of(
            renamed("hw_architecture", "architecture", text(), "CPU architecture of the image."),
            alone("hw_emulation_architecture", text(), "CPU architecture to emulate."),
            alone("hw_machine_type", text(), "Machine type, such as q35."),
            alone("hw_firmware_type", words("bios", "uefi"), "Firmware."),
            alone("hw_firmware_stateless", flag(), "Firmware without variables that outlive the guest."),
            alone("hw_disk_bus", BUS, "Bus of disks."),
            alone("hw_cdrom_bus", BUS, "Bus of CD-ROM drives."),
            alone("hw_rescue_bus", BUS, "Bus of the rescue disk."),
            alone("hw_rescue_device", text(), "Device of the rescue disk: disk, cdrom or floppy."),
            alone("hw_scsi_model", text(), "Model of the SCSI controller, such as virtio-scsi."),
            alone("hw_video_model",
                    words("cirrus", "qxl", "vga", "vmvga", "xen", "virtio", "gop", "none", "bochs"),
                    "Model of the video device."),
            alone("hw_video_ram", atLeast(0), "MiB of video memory, up to the flavor's hw_video:ram_max_mb."),
            alone("hw_vif_model",
                    words("virtio", "ne2k_pci", "pcnet", "rtl8139", "e1000", "e1000e", "netfront", "spapr-vlan",
                            "lan9118", "sriov", "vmxnet", "vmxnet3", "igb"),
                    "Model of network interfaces."),
            alone("hw_rng_model", text(), "Model of the random number generator."),
            alone("hw_input_bus", words("usb", "virtio"), "Bus of keyboard and tablet."),
            alone("hw_pointer_model", text(), "Model of the pointer, such as usbtablet."),
            alone("hw_qemu_guest_agent", flag(), "Whether the image runs the QEMU guest agent."),
            alone("hw_time_hpet", flag(), "The high precision event timer."),
            renamed("hw_vm_mode", "vm_mode", text(), "How the guest is virtualised: hvm, xen, uml, exe."),
            renamed("hw_ipxe_boot", "ipxe_boot", flag(), "Boots through iPXE."),
            renamed("hw_auto_disk_config", "auto_disk_config", text(),
                    "Whether the root file system grows with the disk."),
            alone("hw_ephemeral_encryption_secret_uuid", text(), "Secret of the image's encrypted disk."),
            alone("os_require_quiesce", flag(), "Snapshots only with file systems frozen."),
            alone("os_secure_boot", words("disabled", "optional", "required"), "UEFI secure boot."),
            alone("os_type", text(), "Operating system, such as linux or windows."),
            renamed("os_distro", "vmware_ostype", text(), "Distribution."),
            alone("os_admin_user", text(), "Name of the administrator."),
            alone("os_command_line", text(), "Kernel command line."),
            alone("img_config_drive", words("optional", "mandatory"), "Whether the image needs a configuration drive."),
            renamed("img_hv_type", "hypervisor_type", text(), "Hypervisor the image is made for."),
            renamed("img_hv_requested_version", "hypervisor_version_requires", text(), "Versions of that hypervisor."),
            alone("img_signature", text(), "Signature of the image."),
            alone("img_signature_hash_method", text(), "Hash of that signature."),
            alone("img_signature_certificate_uuid", text(), "Certificate of that signature."),
            alone("img_signature_key_type", text(), "Key type of that signature."),
            alone(new KeyForm.Grouped("trait", "TRAIT", StandardTraits.NAMES), words("required"),
                    "A trait, or CUSTOM_X, that the providers must have; a group is not possible here."));

    private ImageKeys() {}
}
