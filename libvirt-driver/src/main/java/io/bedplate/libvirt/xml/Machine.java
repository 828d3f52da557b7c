package io.bedplate.libvirt.xml;

/**
 * What this host's hypervisor makes guests of.
 *
 * @param type     libvirt's domain type, {@code kvm} or {@code qemu}
 * @param arch     {@code x86_64}
 * @param model    QEMU's machine, {@code q35}
 * @param emulator path of the QEMU program
 */
public record Machine(String type, String arch, String model, String emulator) {
    public static final String KVM = "kvm";
    public static final String QEMU = "qemu";

    public static Machine x86(String type, String emulator) {
        return new Machine(type, "x86_64", "q35", emulator);
    }

    boolean isKvm() {
        return type.equals(KVM);
    }
}
