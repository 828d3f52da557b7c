package io.bedplate.libvirt.jna;

import java.util.BitSet;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

import io.bedplate.host.CpuSet;

/** Reboot and suspension of one domain; see {@link DomainHandle}. */
public final class DomainPower {
    // As many CPUs as a Linux host can have (CONFIG_NR_CPUS of x86, at most 8192).
    private static final int CPU_MAP_BYTES = 1024;

    private final Pointer pointer;
    private final PowerApi libvirt;

    public DomainPower(DomainHandle domain) {
        pointer = domain.pointer();
        libvirt = domain.natives().power();
    }

    /** Asks the guest to reboot, by its agent where that answers, else by the power button. */
    public void reboot() {
        check("reboot", libvirt.virDomainReboot(pointer, 0));
    }

    /** Puts the memory to disk and ends the process. */
    public void save() {
        check("suspend", libvirt.virDomainManagedSave(pointer, 0));
    }

    /** The document by which saved memory comes back, whole: that of the domain when it was saved. */
    public String saved() {
        var text = libvirt.virDomainManagedSaveGetXMLDesc(pointer, PowerApi.DOMAIN_SAVE_IMAGE_XML_SECURE);
        if (text == null) {
            throw LibvirtErrors.last("document of saved memory");
        }
        try {
            return text.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }

    /** Replaces that document. */
    public void redefineSaved(String xml) {
        check("redefine saved memory", libvirt.virDomainManagedSaveDefineXML(pointer, xml, 0));
    }

    /** The emulator's pin by the definition. */
    public CpuSet definedEmulatorPin() {
        var map = new byte[CPU_MAP_BYTES];
        check("emulator pin",
                libvirt.virDomainGetEmulatorPinInfo(pointer, map, map.length, PowerApi.DOMAIN_AFFECT_CONFIG));
        return CpuSet.of(BitSet.valueOf(map).stream().toArray());
    }

    /** Whether saved memory waits for the next start. */
    public boolean isSaved() {
        int saved = libvirt.virDomainHasManagedSaveImage(pointer, 0);
        check("look for saved memory", saved);
        return saved > 0;
    }

    public void dropSaved() {
        check("drop saved memory", libvirt.virDomainManagedSaveRemove(pointer, 0));
    }

    private static void check(String what, int result) {
        if (result < 0) {
            throw LibvirtErrors.last(what);
        }
    }
}
