package io.bedplate.libvirt.xml;

/** One element of {@code <devices>}. */
public sealed interface Device permits Disk, FileSystem, Interface, HostDev, Controller, CharDevice, RedirDev, Graphics,
        Video, Input, Rng, MemBalloon, MemoryDevice, Watchdog, Tpm, Sound, Iommu, Vsock, Panic, Shmem, Device.Unknown {

    /** A kind of device we do not know, or one without what its kind must have. */
    record Unknown(XmlElement element) implements Device {}
}
