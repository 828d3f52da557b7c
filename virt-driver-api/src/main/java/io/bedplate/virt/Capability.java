package io.bedplate.virt;

/** What a driver may be able to do beyond the rules every driver keeps. The TCK tests both sides of each. */
public enum Capability {
    /** {@link VirtDriver#pausing()} is present. */
    PAUSE,
    /** The guest's serial console is written to {@link InstanceSpec#consoleLog()}. */
    CONSOLE_LOG,
    /** Huge pages named in a placement back the guest's memory; without it such a guest is refused. */
    HUGE_PAGES,
    /** Passed-through PCI functions; without it a guest that has some is refused. */
    PCI_PASSTHROUGH,
    /** Guests outlive the driver: a new driver on the same host finds them. */
    GUESTS_SURVIVE_DRIVER,
    /** {@link VirtDriver#repinning()} is present. */
    REPIN,
    /** {@link VirtDriver#rebooting()} is present. */
    REBOOT,
    /** {@link VirtDriver#suspending()} is present. */
    SUSPEND,
    /** {@link VirtDriver#rescuing()} is present. */
    RESCUE,
    /** {@link VirtDriver#redefining()} is present. */
    REDEFINE,
    /** {@link VirtDriver#hotPlug()} is present. */
    HOT_PLUG,
    /** {@link VirtDriver#growing()} is present. */
    GROW,
    /** {@link VirtDriver#consoleAccess()} is present. */
    CONSOLE_ACCESS,
    /** {@link VirtDriver#guestAgentAccess()} is present. */
    GUEST_AGENT,
    /** {@link VirtDriver#dumping()} is present. */
    DUMP,
    /** {@link VirtDriver#snapshotting()} is present. */
    SNAPSHOT,
    /** {@link VirtDriver#diskMaking()} is present. */
    MAKE_DISKS,
    /** {@link VirtDriver#migrating()} and {@link VirtDriver#receiving()} are present. */
    MIGRATE,
    /** {@link VirtDriver#statistics()} is present. */
    STATISTICS,
    /** Ports, {@link InstanceSpec#nics()}; without it a guest that has some is refused. */
    NETWORK
}
