package io.bedplate.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * The definition of a guest in rescue: what it was, with one disk more, from which it boots. The former definition stands
 * in the metadata as text, letter by letter, so that whoever finds the guest can bring it back. Pure.
 */
public final class RescueXml {
    public static final String NAMESPACE = "urn:bedplate:libvirt:rescue:1";
    private static final Set<String> WAYS_TO_BOOT = Set.of("boot", "kernel", "initrd", "cmdline");

    private RescueXml() {}

    /**
     * The definition in rescue.
     *
     * @param former the definition that is not running
     * @throws VirtDriverException INVALID_SPEC for a disk whose name one of the guest's has
     */
    public static String of(String former, io.bedplate.virt.Disk rescue) {
        var document = XmlDocument.parse(former);
        var disks = DomainXml.read(document.root()).devices().stream().filter(Disk.class::isInstance)
                .map(Disk.class::cast).toList();
        requireNew(rescue.id(), disks);
        var disk = XmlDocument.parse(DomainXml.write(placed(rescue, disks))).root();
        var mark = new XmlElement(NAMESPACE, "rescue:former", List.of(new XmlAttribute("xmlns:rescue", NAMESPACE)),
                List.of(new XmlNode.Text(former)));
        var root = withoutBoot(document.root());
        return document.withRoot(added(added(root, "devices", disk), "metadata", mark)).text();
    }

    private static void requireNew(DeviceId id, List<Disk> disks) {
        if (disks.stream().anyMatch(disk -> disk.alias().filter(DiskMapper.alias(id)::equals).isPresent())) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "the guest has a disk %s already".formatted(id));
        }
    }

    // Behind the guest's own, which keep their names.
    private static Disk placed(io.bedplate.virt.Disk rescue, List<Disk> disks) {
        var taken = new HashSet<String>();
        disks.forEach(disk -> disk.target().map(Disk.Target::dev).ifPresent(taken::add));
        var places = new DiskPlaces();
        return Stream.generate(() -> DiskMapper.first(rescue, places))
                .filter(disk -> !taken.contains(disk.target().orElseThrow().dev())).findFirst().orElseThrow();
    }

    private static XmlElement withoutBoot(XmlElement domain) {
        var os = changed(domain, "os", old -> filtered(old, way -> !WAYS_TO_BOOT.contains(way)));
        return changed(os, "devices",
                devices -> changed(devices, _ -> true, device -> filtered(device, name -> !name.equals("boot"))));
    }

    private static XmlElement filtered(XmlElement parent, Predicate<String> kept) {
        return with(parent, parent.children().stream()
                .filter(node -> !(node instanceof XmlElement child && !kept.test(child.name()))));
    }

    private static XmlElement changed(XmlElement parent, String child, Function<XmlElement, XmlElement> change) {
        return changed(parent, child::equals, change);
    }

    private static XmlElement changed(XmlElement parent, Predicate<String> children,
            Function<XmlElement, XmlElement> change) {
        return with(parent, parent.children().stream().map(
                node -> node instanceof XmlElement child && children.test(child.name()) ? change.apply(child) : node));
    }

    private static XmlElement with(XmlElement parent, Stream<XmlNode> children) {
        return new XmlElement(parent.namespace(), parent.name(), parent.attributes(), children.toList());
    }

    private static XmlElement added(XmlElement domain, String part, XmlElement child) {
        return changed(domain, part,
                parent -> with(parent, Stream.concat(parent.children().stream(), Stream.of(child))));
    }

    /** The definition that a guest in rescue had before, from the element of {@link #NAMESPACE}. */
    public static Optional<String> former(Optional<String> metadata) {
        return metadata.map(element -> XmlDocument.parse(element).root().text());
    }
}
