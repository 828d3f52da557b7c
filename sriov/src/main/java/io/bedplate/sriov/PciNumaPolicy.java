package io.bedplate.sriov;

/** How near a device must be to the guest's cells ({@code hw:pci_numa_affinity_policy}). */
public enum PciNumaPolicy {
    /** On a cell of the guest. */
    REQUIRED,
    /** On a cell of the guest where possible, anywhere else otherwise. */
    PREFERRED,
    /** On a cell of the guest, or on none that is known. */
    LEGACY,
    /** On a cell of the guest, else on another cell of the same sockets. */
    SOCKET
}
