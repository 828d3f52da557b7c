package io.bedplate.libvirt.jna;

/** Which of libvirt's threads and connections a call takes. */
public enum Lane {
    /** Looks and small orders: milliseconds. */
    QUICK,
    /** Whatever makes QEMU start, stop or fill memory. */
    SLOW,
    /** Migrations, which take as long as the guest and the network like. */
    MOVE,
    /** Statistics of all guests, which one that hangs holds up. */
    STATISTICS
}
