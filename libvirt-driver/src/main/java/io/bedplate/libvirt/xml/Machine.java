package io.bedplate.libvirt.xml;

/**
 * What this host's hypervisor makes guests of.
 *
 * @param type     libvirt's domain type, {@code kvm} or {@code qemu}
 * @param arch     {@code x86_64}
 * @param model    QEMU's machine, {@code q35}
 * @param emulator path of the QEMU program
 * @param topoext  the host's processor has AMD's leaf for threads and caches (AMD64 Architecture Programmer's Manual 3,
 *                 8000_001E), without which a guest on such a processor sees no threads; QEMU shows it on order only
 */
public record Machine(String type, String arch, String model, String emulator, boolean topoext) {
    public static final String KVM = "kvm";
    public static final String QEMU = "qemu";

    public static Machine x86(String type, String emulator) {
        return new Machine(type, "x86_64", "q35", emulator, false);
    }

    /** The same on a processor that has that leaf, or has not. */
    public Machine withTopoext(boolean has) {
        return new Machine(type, arch, model, emulator, has);
    }

    boolean isKvm() {
        return type.equals(KVM);
    }
}
