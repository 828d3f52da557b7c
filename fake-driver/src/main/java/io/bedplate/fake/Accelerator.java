package io.bedplate.fake;

/** What carries out the guest's instructions; shows in the names of the vCPU threads. */
public enum Accelerator {
    /** The processor itself. */
    KVM,
    /** QEMU's translator. */
    TCG
}
