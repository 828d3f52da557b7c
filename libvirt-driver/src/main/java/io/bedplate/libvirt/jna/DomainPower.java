package io.bedplate.libvirt.jna;

import java.util.BitSet;

import com.sun.jna.Pointer;

import io.bedplate.host.CpuSet;

/** Reboot and suspension of one domain; see {@link DomainHandle}. */
public final class DomainPower {
    // As many CPUs as a Linux host can have (CONFIG_NR_CPUS of x86, at most 8192).
    private static final int CPU_MAP_BYTES = 1024;

    private final DomainHandle domain;
    private final Pointer pointer;
    private final PowerApi libvirt;

    public DomainPower(DomainHandle domain) {
        this.domain = domain;
        pointer = domain.pointer();
        libvirt = domain.natives().power();
    }

    /** Asks the guest to reboot, by its agent where that answers, else by the power button. */
    public void reboot() {
        check("reboot", libvirt.virDomainReboot(pointer, 0));
    }

    /**
     * Puts the memory to disk and ends the process.
     *
     * <p>
     * The saved document is the running one, and by it the memory is filled again: an emulator pin that was narrowed once
     * the memory was there goes back to what the definition says, for as long as the domain is being saved.
     */
    public void save(CpuSet narrowedPin) {
        if (narrowedPin.isEmpty()) {
            check("suspend", libvirt.virDomainManagedSave(pointer, 0));
            return;
        }
        domain.pinEmulator(definedEmulatorPin());
        if (libvirt.virDomainManagedSave(pointer, 0) < 0) {
            var failure = LibvirtErrors.last("suspend");
            domain.pinEmulator(narrowedPin);
            throw failure;
        }
    }

    private CpuSet definedEmulatorPin() {
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
