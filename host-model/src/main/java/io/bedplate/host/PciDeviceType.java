package io.bedplate.host;

/** What a PCI function is to SR-IOV (PCI Express base specification, single root I/O virtualisation). */
public enum PciDeviceType {
    /** Neither of the others. */
    PCI,
    /** Physical function: can make VFs. */
    PF,
    /** Virtual function of a PF. */
    VF
}
