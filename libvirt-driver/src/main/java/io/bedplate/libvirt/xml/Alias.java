package io.bedplate.libvirt.xml;

/** libvirt's name of a device, or the user's where it begins with {@code ua-}. */
public record Alias(@Attribute String name, Rest rest) {
    public Alias(String name) {
        this(name, Rest.NONE);
    }
}
