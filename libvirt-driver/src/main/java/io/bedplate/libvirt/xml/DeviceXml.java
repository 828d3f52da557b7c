package io.bedplate.libvirt.xml;

import java.util.HexFormat;

import javax.xml.stream.XMLStreamException;

import io.bedplate.host.PciAddress;

/** Writes one {@link Device}. */
final class DeviceXml {
    private DeviceXml() {}

    static void write(Device device, XmlOut out) throws XMLStreamException {
        switch (device) {
            case Device.Controller(var type, var model) -> out.empty("controller", "type", type, "model", model);
            case Device.Disk disk -> disk(disk, out);
            case Device.HostDev(var source, boolean managed) -> hostDev(source, managed, out);
            case Device.SerialFile(var path) -> serial(path, out);
            case Device.Rng(var backend) -> {
                out.open("rng", "model", "virtio");
                out.text("backend", backend, "model", "random");
                out.close();
            }
            case Device.MemBalloon(var model) -> out.empty("memballoon", "model", model);
        }
    }

    private static void disk(Device.Disk disk, XmlOut out) throws XMLStreamException {
        out.open("disk", "type", "file", "device", "disk");
        if (disk.ioThread().isPresent()) {
            out.empty("driver", "name", "qemu", "type", disk.format(), "iothread", disk.ioThread().getAsInt());
        } else {
            out.empty("driver", "name", "qemu", "type", disk.format());
        }
        out.empty("source", "file", disk.source());
        out.empty("target", "dev", disk.target(), "bus", "virtio");
        out.close();
    }

    private static void hostDev(PciAddress source, boolean managed, XmlOut out) throws XMLStreamException {
        out.open("hostdev", "mode", "subsystem", "type", "pci", "managed", managed ? "yes" : "no");
        out.empty("driver", "name", "vfio");
        out.open("source");
        out.empty("address", "domain", hex(source.domain(), source.domain() > 0xffff ? 8 : 4), "bus",
                hex(source.bus(), 2), "slot", hex(source.slot(), 2), "function", hex(source.function(), 1));
        out.close();
        out.close();
    }

    private static String hex(long value, int digits) {
        return "0x" + HexFormat.of().toHexDigits(value, digits);
    }

    // Appended, so that what an earlier boot said is still there after a restart.
    private static void serial(String path, XmlOut out) throws XMLStreamException {
        out.open("serial", "type", "file");
        out.empty("source", "path", path, "append", "on");
        out.empty("target", "port", 0);
        out.close();
    }
}
