package io.bedplate.cli.hostmap;

import java.util.OptionalInt;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/** The devices of a cell, one a line, and the VFs of a PF as a strip of tiles below it. */
final class DevicePanel {
    private static final int LINE = 20;
    private static final int TILE = 8;
    private static final int PITCH = 10;
    private static final int MOST_DEVICES = 16;

    private final HostMap map;
    private final Svg svg;
    private final int left;
    private final int right;
    private int y;

    private DevicePanel(HostMap map, Svg svg, int left, int right, int top) {
        this.map = map;
        this.svg = svg;
        this.left = left;
        this.right = right;
        this.y = top;
    }

    /** Returns the y below. */
    static int draw(HostMap map, OptionalInt cell, Svg svg, int left, int right, int top) {
        var panel = new DevicePanel(map, svg, left, right, top);
        var devices = map.devices(cell);
        devices.stream().limit(MOST_DEVICES).forEach(panel::device);
        if (devices.size() > MOST_DEVICES) {
            svg.text(left, panel.y + 13, "faint", "and %d more".formatted(devices.size() - MOST_DEVICES));
            panel.y += LINE;
        }
        return panel.y;
    }

    private void device(PciDevice device) {
        String look = map.isHeld(device.address()) ? "held" : "either";
        svg.tile(left, y + 4, PITCH, PITCH, look, device.address().toString());
        svg.text(left + 17, y + 13, "mono", "%s  %s:%s".formatted(device.address(), device.vendorId(),
                device.productId()));
        svg.text(right, y + 13, "faint right", facts(device));
        y += LINE;
        if (!device.vfs().isEmpty()) {
            strip(device);
        }
    }

    private String facts(PciDevice device) {
        String name = device.netDevice().map(net -> net.name() + (net.linkUp() ? " up" : " down")).or(device::driver)
                .orElse("");
        String kind = switch (device.type()) {
            case PF -> "PF, %d of %s held".formatted(map.heldVfs(device), Amounts.count(device.vfs().size(), "VF"));
            case VF -> "VF";
            case PCI -> "";
        };
        return name.isEmpty() || device.type() == PciDeviceType.PCI ? name + kind : name + " · " + kind;
    }

    private void strip(PciDevice pf) {
        int x = left + 17;
        for (PciAddress vf : pf.vfs()) {
            if (x + TILE > right) {
                x = left + 17;
                y += PITCH;
            }
            svg.tile(x, y, TILE, TILE, map.isHeld(vf) ? "held" : "either", vf.toString());
            x += PITCH;
        }
        y += PITCH + 6;
    }
}
