package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** The devices, in the document's order. */
public record Devices(Optional<String> emulator, List<Device> all, Rest rest) {
    public Devices {
        all = List.copyOf(all);
    }
}
