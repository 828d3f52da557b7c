package io.bedplate.libvirt.xml;

import java.util.OptionalInt;

import io.bedplate.host.PciAddress;

/** One element of {@code <devices>}. */
public sealed interface Device {

    /** A controller; {@code model} {@code none} keeps libvirt from adding its default one. */
    record Controller(String type, String model) implements Device {}

    /**
     * A disk in a file.
     *
     * @param format   {@code raw} or {@code qcow2}, never guessed
     * @param target   name in the guest's order, {@code vda} first
     * @param ioThread I/O thread that serves it, from 1
     */
    record Disk(String source, String format, String target, OptionalInt ioThread) implements Device {}

    /** A PCI function handed through by VFIO; {@code managed} = libvirt takes it from and gives it back to its driver. */
    record HostDev(PciAddress source, boolean managed) implements Device {}

    /** The serial console, appended to a file. */
    record SerialFile(String path) implements Device {}

    /** A source of entropy for the guest. */
    record Rng(String backend) implements Device {}

    /** The balloon; {@code none} keeps libvirt from adding one. */
    record MemBalloon(String model) implements Device {}
}
