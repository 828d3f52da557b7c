package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * The driver's own settings.
 *
 * @param uri        {@code uri}: where libvirt answers; default {@code qemu:///system}
 * @param domainType {@code domain_type}: {@code auto} (default), {@code kvm} or {@code qemu}
 * @param netns      {@code netns}: file of the network namespace that libvirt is in; default: the driver's own
 * @param ovsdb      {@code ovsdb}: where Open vSwitch's database answers, as {@code ovs-vsctl --db} takes it; default:
 *                   its own, which is where libvirt looks in any case
 * @param images     {@code images}: folder of the base images that disks may be overlays of; default
 *                   {@code /var/lib/bedplate/images}
 */
record LibvirtSettings(String uri, DomainType domainType, Optional<String> netns, Optional<String> ovsdb,
        Path images) {
    static final String URI = "uri";
    static final String DOMAIN_TYPE = "domain_type";
    static final String NETNS = "netns";
    static final String OVSDB = "ovsdb";
    static final String IMAGES = "images";
    private static final List<String> KNOWN = List.of(DOMAIN_TYPE, IMAGES, NETNS, OVSDB, URI);

    /** What guests run on. */
    enum DomainType {
        /** KVM where it works, else emulation. */
        AUTO, KVM, QEMU
    }

    /**
     * Reads the settings.
     *
     * @throws VirtDriverException INVALID_SPEC for an unknown name or value
     */
    static LibvirtSettings of(SortedMap<String, String> settings) {
        var unknown = new TreeSet<>(settings.keySet());
        KNOWN.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "libvirt driver: setting %s is unknown; known: %s"
                    .formatted(String.join(", ", unknown), String.join(", ", KNOWN)));
        }
        return new LibvirtSettings(settings.getOrDefault(URI, "qemu:///system"),
                domainType(settings.getOrDefault(DOMAIN_TYPE, "auto")), Optional.ofNullable(settings.get(NETNS)),
                Optional.ofNullable(settings.get(OVSDB)),
                Path.of(settings.getOrDefault(IMAGES, "/var/lib/bedplate/images")));
    }

    private static DomainType domainType(String text) {
        return Stream.of(DomainType.values()).filter(type -> type.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                        "libvirt driver: setting %s \"%s\": wanted %s".formatted(DOMAIN_TYPE, text,
                                Stream.of(DomainType.values()).map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }
}
