package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.bedplate.virt.InstanceSpec;

/**
 * PCI Express ports for devices that come while the guest runs. Each takes a port of its own, and ports themselves cannot
 * come later (docs/pcie.txt of QEMU). libvirt gives the devices of the start the first of the ports that it finds, so those
 * have theirs here, too.
 */
public final class PlugPorts {
    /** As many devices can come. */
    public static final int FREE = 8;

    private PlugPorts() {}

    static List<Controller> of(InstanceSpec spec, List<Device> devices) {
        boolean express = spec.hardware().machineType().map(type -> type.contains("q35")).orElse(true);
        int ports = FREE + (int) devices.stream().filter(PlugPorts::takesPort).count();
        if (!express) {
            return List.of();
        }
        var controllers = new ArrayList<Controller>();
        // libvirt would give the first port the root's number.
        controllers.add(new ControllerBuilder("pci").index(0).model("pcie-root").build());
        controllers.addAll(Collections.nCopies(ports, new ControllerBuilder("pci").model("pcie-root-port").build()));
        return controllers;
    }

    /** Devices behind a bus of their own have an address already. */
    private static boolean takesPort(Device device) {
        return switch (device) {
            case Disk disk -> disk.target().flatMap(Disk.Target::bus).filter("virtio"::equals).isPresent();
            case Interface port -> port.address().isEmpty();
            case HostDev hostDev -> hostDev.address().isEmpty();
            case Controller controller -> controller.type().equals("scsi");
            case Channel _,Rng _,Vsock _ -> true;
            case FileSystem _,CharDevice _,RedirDev _,Graphics _,Video _,Input _,MemBalloon _,MemoryDevice _,Watchdog _,Tpm _,Sound _,Iommu _,Panic _,Shmem _,Device.Unknown _ ->
                false;
        };
    }
}
