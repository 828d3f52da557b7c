package io.bedplate.numa;

import java.util.OptionalInt;

import io.bedplate.host.CpuSet;

/** The pCPUs chosen in one host cell. */
public final class CpuChoice {
    private final int[] pins;
    private final CpuSet blocked;
    private final int emulator;
    private final boolean emulatorBesideVcpu;

    CpuChoice(int[] pins, CpuSet blocked, int emulator, boolean emulatorBesideVcpu) {
        this.pins = pins;
        this.blocked = blocked;
        this.emulator = emulator;
        this.emulatorBesideVcpu = emulatorBesideVcpu;
    }

    /** One pCPU for each dedicated vCPU, in the order of the vCPUs; a copy. */
    public int[] pins() {
        return pins.clone();
    }

    /** Idle siblings that belong to the claim (thread policy isolate). */
    public CpuSet blocked() {
        return blocked;
    }

    /** pCPU of the isolated emulator thread, where the demand has one. */
    public OptionalInt emulator() {
        return emulator < 0 ? OptionalInt.empty() : OptionalInt.of(emulator);
    }

    /** Whether the emulator thread had to go beside a vCPU of its own guest: no other core has room. */
    public boolean emulatorBesideVcpu() {
        return emulatorBesideVcpu;
    }
}
