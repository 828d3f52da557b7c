package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** What libvirt is told of a disk that is to be copied (https://libvirt.org/formatbackup.html). Pure. */
public final class SnapshotXml {
    private SnapshotXml() {}

    /**
     * A disk to be copied.
     *
     * @param target its name among the guest's disks
     * @param local  the file or block device of this host that holds it
     */
    public record Source(String target, String format, Optional<String> local, boolean encrypted) {}

    /**
     * The disk of that name.
     *
     * @throws VirtDriverException INVALID_SPEC where there is none
     */
    public static Source disk(String domain, DeviceId id) {
        return DomainXml.read(domain).devices().stream().filter(Disk.class::isInstance).map(Disk.class::cast)
                .filter(disk -> disk.alias().equals(Optional.of(DiskMapper.alias(id)))).findFirst()
                .map(SnapshotXml::source)
                .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC, "the guest has no disk " + id));
    }

    private static Source source(Disk disk) {
        var file = disk.source().flatMap(source -> source.file().or(source::dev));
        boolean encrypted = disk.encryption().isPresent()
                || disk.source().flatMap(DiskSource::encryption).isPresent();
        return new Source(disk.target().orElseThrow().dev(),
                disk.driver().flatMap(DiskDriver::type).orElse("raw"), file, encrypted);
    }

    /** A backup of that disk alone into a new qcow2 image. */
    public static String backup(Source source, Path target) {
        var copy = element("disk", List.of(new XmlAttribute("name", source.target()),
                new XmlAttribute("backup", "yes"), new XmlAttribute("type", "file")),
                element("driver", List.of(new XmlAttribute("type", "qcow2"))),
                element("target", List.of(new XmlAttribute("file", target.toString()))));
        var backup = element("domainbackup", List.of(new XmlAttribute("mode", "push")),
                element("disks", List.of(), copy));
        return new XmlDocument(List.of(), backup, List.of()).text();
    }

    /** Whether a backup, as libvirt describes it, goes into that file. */
    public static boolean isInto(String backup, Path target) {
        return XmlDocument.parse(backup).root().elements().filter(disks -> disks.is("disks"))
                .flatMap(XmlElement::elements).flatMap(XmlElement::elements)
                .anyMatch(part -> part.is("target") && part.attribute("file").equals(Optional.of(target.toString())));
    }

    private static XmlElement element(String name, List<XmlAttribute> attributes, XmlNode... children) {
        return new XmlElement("", name, attributes, List.of(children));
    }
}
