package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;

/**
 * Passed-through devices, each where the guest sees its cell. In a guest of several cells the devices of a cell stand
 * behind a PCI Express expander bus of that cell ({@code pxb-pcie}, docs/pcie.txt of QEMU); other devices, and all of a
 * guest of one cell, stand where libvirt puts them.
 */
final class ExpanderBuses {
    // The root complex, index 0, is there in any case.
    private int index = 1;
    // Bus numbers are given away from the top, as libvirt does; below are those of the root complex.
    private int busNumbersEnd = 256;
    private final List<Controller> controllers = new ArrayList<>();
    private final List<HostDev> hostDevs = new ArrayList<>();

    private ExpanderBuses() {}

    static ExpanderBuses of(GuestPlacement placement) {
        var buses = new ExpanderBuses();
        if (placement.cells().size() > 1) {
            placement.cells().forEach(cell -> buses.add(cell, devicesOf(cell, placement)));
        }
        placement.devices().stream().filter(device -> cellOf(device, placement).isEmpty())
                .forEach(device -> buses.hostDevs.add(hostDev(device, Optional.empty())));
        return buses;
    }

    private static Optional<PlacedCell> cellOf(PlacedDevice device, GuestPlacement placement) {
        return device.cell().isEmpty() || placement.cells().size() < 2
                ? Optional.empty()
                : placement.cells().stream().filter(cell -> cell.hostCell() == device.cell().getAsInt()).findFirst();
    }

    private static List<PlacedDevice> devicesOf(PlacedCell cell, GuestPlacement placement) {
        return placement.devices().stream()
                .filter(device -> cellOf(device, placement).filter(cell::equals).isPresent()).toList();
    }

    /** The bus itself, and a port for each device; every one of them takes a bus number. */
    private void add(PlacedCell cell, List<PlacedDevice> devices) {
        if (devices.isEmpty()) {
            return;
        }
        int expander = index++;
        busNumbersEnd -= devices.size() + 1;
        controllers.add(pci("pcie-expander-bus", expander).target(target(busNumbersEnd, cell.id())).build());
        for (int port = 0; port < devices.size(); port++) {
            controllers.add(pci("pcie-root-port", index).address(Address.guest(new PciAddress(0, expander, port, 0)))
                    .build());
            hostDevs.add(hostDev(devices.get(port), Optional.of(Address.guest(new PciAddress(0, index, 0, 0)))));
            index++;
        }
    }

    private static ControllerBuilder pci(String model, int index) {
        return new ControllerBuilder("pci").index(index).model(model);
    }

    private static Controller.Target target(int busNumber, int cell) {
        return new Controller.Target(OptionalInt.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.of(busNumber), OptionalInt.empty(), Optional.empty(), OptionalInt.of(cell), Rest.NONE);
    }

    private static HostDev hostDev(PlacedDevice device, Optional<Address> place) {
        var dev = HostDev.vfio(device.address());
        return new HostDev(dev.mode(), dev.type(), dev.managed(), dev.model(), dev.display(), dev.ramFb(), dev.driver(),
                dev.source(), dev.teaming(), dev.boot(), dev.rom(),
                Optional.of(new Alias("ua-" + alias(device.address()))), place, Rest.NONE);
    }

    /** The name of a passed-through function among the guest's devices: {@code pci-0000-3b-02-0}. */
    static String alias(PciAddress address) {
        return "pci-" + address.toString().replace(':', '-').replace('.', '-');
    }

    List<Controller> controllers() {
        return List.copyOf(controllers);
    }

    List<HostDev> hostDevs() {
        return List.copyOf(hostDevs);
    }
}
