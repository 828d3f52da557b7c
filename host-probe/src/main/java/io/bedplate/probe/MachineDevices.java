package io.bedplate.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/** The devices of a synthetic host: Intel X710 ports with their VFs, and storage controllers for the others. */
final class MachineDevices {
    private static final int FIRST_BUS = 0x10;
    // Where Intel's cards put their first VF: slot 2 of the PF's bus.
    private static final int FIRST_VF = 0x10;
    private static final String INTEL = "8086";

    private final MachineWords words;
    private final List<PciDevice> devices = new ArrayList<>();
    private int nextBus = FIRST_BUS;

    MachineDevices(MachineWords words) {
        this.words = words;
    }

    List<PciDevice> build() {
        for (int cell : words.ids) {
            for (int i = 0; i < words.pfs; i++) {
                addPf(cell);
            }
            for (int i = 0; i < words.otherDevices; i++) {
                add(cell, "0a54", PciDeviceType.PCI, function(nextBus++, 0), List.of(), Optional.empty());
            }
        }
        return devices;
    }

    private void addPf(int cell) {
        int bus = nextBus;
        var pf = function(bus, 0);
        var vfs = new ArrayList<PciAddress>();
        for (int i = 0; i < words.vfs; i++) {
            vfs.add(function(bus, FIRST_VF + i));
        }
        add(cell, "1572", PciDeviceType.PF, pf, vfs, Optional.empty());
        vfs.forEach(vf -> add(cell, "154c", PciDeviceType.VF, vf, List.of(), Optional.of(pf)));
        nextBus += 1 + (FIRST_VF + words.vfs) / 256;
    }

    /** Functions beyond the 256 of a bus lie on the next one, buses beyond 256 in the next domain. */
    private static PciAddress function(int bus, int number) {
        int whole = bus + number / 256;
        return new PciAddress(whole / 256, whole % 256, number % 256 / 8, number % 8);
    }

    private void add(int cell, String productId, PciDeviceType type, PciAddress address, List<PciAddress> vfs,
            Optional<PciAddress> parent) {
        devices.add(new PciDevice(address, INTEL, productId, OptionalInt.of(cell), type, vfs.size(), vfs, parent,
                Optional.empty(), OptionalInt.of(devices.size()), Optional.empty()));
    }
}
