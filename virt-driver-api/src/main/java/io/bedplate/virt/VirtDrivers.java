package io.bedplate.virt;

import java.util.ServiceLoader;
import java.util.stream.Collectors;

import io.bedplate.virt.VirtDriverException.Kind;

/** Finds drivers by name among the jars at hand. */
public final class VirtDrivers {
    private VirtDrivers() {}

    /**
     * Opens the driver of that name.
     *
     * @throws VirtDriverException INVALID_SPEC for an unknown name, listing the known ones; else as the provider's
     */
    public static VirtDriver open(String name, DriverConfig config) {
        var providers = ServiceLoader.load(VirtDriverProvider.class);
        for (var provider : providers) {
            if (provider.name().equals(name)) {
                return provider.open(config);
            }
        }
        var known = providers.stream().map(found -> found.get().name()).sorted().collect(Collectors.joining(", "));
        throw new VirtDriverException(Kind.INVALID_SPEC, "virt driver \"%s\" is unknown; known here: %s".formatted(name,
                known.isEmpty() ? "none, no driver jar is on the class path" : known));
    }
}
