package io.bedplate.numa;

import java.util.Arrays;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.Pinning;

/** The pCPUs chosen in one host cell. */
public final class CpuChoice {
    private final int[] pins;
    private final CpuSet blocked;
    private final boolean emulator;
    /** The emulator thread's first where it has one, then the I/O threads'; those beside a vCPU come last. */
    private final int[] helpers;
    private final int helpersApart;

    CpuChoice(int[] pins, CpuSet blocked, boolean emulator, int[] helpers, int helpersApart) {
        this.pins = pins;
        this.blocked = blocked;
        this.emulator = emulator;
        this.helpers = helpers;
        this.helpersApart = helpersApart;
    }

    /** One pCPU for each dedicated vCPU, in the order of the vCPUs; a copy. */
    public int[] pins() {
        return pins.clone();
    }

    /** The dedicated vCPUs on these pCPUs. */
    public Pinning pinning(CpuSet dedicated) {
        return Pinning.of(dedicated, pins);
    }

    /** Idle siblings that belong to the claim (thread policy isolate). */
    public CpuSet blocked() {
        return blocked;
    }

    /** pCPU of the isolated emulator thread, where the demand has one. */
    public OptionalInt emulator() {
        return emulator ? OptionalInt.of(helpers[0]) : OptionalInt.empty();
    }

    /** The I/O threads' own pCPUs; as many as the demand has. */
    public CpuSet ioThreads() {
        return helpers.length == firstIoThread()
                ? CpuSet.empty()
                : CpuSet.of(Arrays.copyOfRange(helpers, firstIoThread(), helpers.length));
    }

    private int firstIoThread() {
        return emulator ? 1 : 0;
    }

    /** Whether the emulator thread had to go beside a vCPU of its own guest: no other core has room. */
    public boolean emulatorBesideVcpu() {
        return emulator && helpersApart == 0;
    }

    /** How many I/O threads had to. */
    public int ioThreadsBesideVcpu() {
        return helpers.length - Math.max(helpersApart, firstIoThread());
    }
}
