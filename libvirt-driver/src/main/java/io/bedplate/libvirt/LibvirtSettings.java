package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.libvirt.storage.FileOrder.ConfigDrive.FileSystem;
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
 * @param instances  {@code instances}: folder of the disks that are made for instances; default
 *                   {@code /var/lib/bedplate/instances}
 * @param configDriveFormat {@code config_drive_format}: {@code iso9660} (default) or {@code vfat}, as Nova has it
 */
record LibvirtSettings(String uri, DomainType domainType, Optional<String> netns, Optional<String> ovsdb,
        Path images, Path instances, FileSystem configDriveFormat) {
    static final String URI = "uri";
    static final String DOMAIN_TYPE = "domain_type";
    static final String NETNS = "netns";
    static final String OVSDB = "ovsdb";
    static final String IMAGES = "images";
    static final String INSTANCES = "instances";
    static final String CONFIG_DRIVE_FORMAT = "config_drive_format";
    private static final List<String> KNOWN = List.of(CONFIG_DRIVE_FORMAT, DOMAIN_TYPE, IMAGES, INSTANCES, NETNS, OVSDB,
            URI);

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
                word(settings, DOMAIN_TYPE, DomainType.AUTO, DomainType.values()),
                Optional.ofNullable(settings.get(NETNS)),
                Optional.ofNullable(settings.get(OVSDB)),
                folder(settings, IMAGES), folder(settings, INSTANCES),
                word(settings, CONFIG_DRIVE_FORMAT, FileSystem.ISO9660, FileSystem.values()));
    }

    private static Path folder(SortedMap<String, String> settings, String key) {
        return Path.of(settings.getOrDefault(key, "/var/lib/bedplate/" + key)).toAbsolutePath().normalize();
    }

    private static <E extends Enum<E>> E word(SortedMap<String, String> settings, String key, E otherwise, E[] words) {
        var text = settings.get(key);
        return text == null
                ? otherwise
                : Stream.of(words).filter(word -> text.equals(small(word))).findFirst()
                        .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                                "libvirt driver: setting %s \"%s\": wanted %s".formatted(key, text, Stream.of(words)
                                        .map(LibvirtSettings::small).collect(Collectors.joining(", ")))));
    }

    private static String small(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
