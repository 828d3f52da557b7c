package io.bedplate.libvirt.xml;

/** What libvirt writes {@code on} and {@code off}; elsewhere it writes {@code yes} and {@code no}. */
public enum Switch {
    ON, OFF
}
