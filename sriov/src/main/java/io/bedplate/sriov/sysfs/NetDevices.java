package io.bedplate.sriov.sysfs;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

import io.bedplate.host.files.HostFiles;

/** Network interfaces and what /sys/class/net says of them. */
final class NetDevices {
    static final String FOLDER = "sys/class/net/";

    private NetDevices() {}

    /** The interface of a PCI function. */
    static Optional<String> of(HostFiles files, String pciFolder) {
        return of(files, pciFolder, files.list(pciFolder));
    }

    /**
     * The interface of a PCI function; a virtio function has it one folder deeper. The uplink where there are several.
     *
     * @param names what the function's folder holds
     */
    static Optional<String> of(HostFiles files, String pciFolder, Collection<String> names) {
        var parents = Stream.concat(names.contains("net") ? Stream.of(pciFolder) : Stream.of(),
                names.stream().filter(name -> name.startsWith("virtio")).map(name -> pciFolder + name + "/"));
        return parents.flatMap(folder -> files.list(folder + "net").stream())
                .filter(name -> !Representors.isRepresentor(portName(files, name))).findFirst();
    }

    static boolean linkUp(HostFiles files, String name) {
        return files.read(FOLDER + name + "/operstate").map("up"::equals).orElse(false);
    }

    /** Set for ports of a switch, so for functions in switchdev mode and their representors. */
    static Optional<String> switchId(HostFiles files, String name) {
        return files.read(FOLDER + name + "/phys_switch_id").filter(id -> !id.isEmpty());
    }

    static String portName(HostFiles files, String name) {
        return files.read(FOLDER + name + "/phys_port_name").orElse("");
    }
}
