package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.libvirt.net.OpenVswitch;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException.Kind;

/** Whether a host has what ports are to be plugged into. Nothing is changed. */
final class PortFit {
    private static final String NET = "sys/class/net/";
    private static final String VFIO = "vfio-pci";

    private final HostFiles files;
    private final OpenVswitch openVswitch;

    PortFit(HostFiles files, OpenVswitch openVswitch) {
        this.files = files;
        this.openVswitch = openVswitch;
    }

    /** The first thing that is not there, or that somebody else has. */
    Optional<Misfit> check(List<Nic> nics, HostTopology host) {
        return nics.stream().flatMap(nic -> misfit(nic, host)
                .map(found -> new Misfit(found.kind(), "port %s: %s".formatted(nic.id(), found.text()))).stream())
                .findFirst();
    }

    private Optional<Misfit> misfit(Nic nic, HostTopology host) {
        return switch (nic.backend()) {
            case NicBackend.Bridge(var bridge) -> bridge(bridge);
            case NicBackend.OpenVswitch(var bridge, _) -> openVswitch(bridge);
            case NicBackend.Macvtap(var device, var mode) -> macvtap(nic, device, mode);
            case NicBackend.VhostUser(var socket, boolean guestListens) -> socket(socket, guestListens);
            case NicBackend.Vdpa(var device) -> vdpa(device);
            case NicBackend.VirtualFunction(var address) -> function(host, address, this::notFreeForGuest);
            case NicBackend.VirtioForwarder(var socket, var address) -> socket(socket, true)
                    .or(() -> function(host, address, _ -> Optional.empty()));
        };
    }

    private static Optional<Misfit> wrong(String text) {
        return Optional.of(new Misfit(Kind.INVALID_SPEC, text));
    }

    private Optional<Misfit> bridge(String name) {
        if (!isDevice(name)) {
            return wrong("a Linux bridge %s wanted, the host has no such network device".formatted(name));
        }
        return files.exists(NET + name + "/bridge")
                ? Optional.empty()
                : wrong("a Linux bridge %s wanted, %s is none".formatted(name, name));
    }

    private boolean isDevice(String name) {
        // What may stand in a name is the kernel's rule (dev_valid_name): "..", "/" and blanks would lead elsewhere.
        return name.matches("[^/\\s:]{1,15}") && !name.matches("\\.{1,2}") && files.exists(NET + name);
    }

    private Optional<Misfit> openVswitch(String bridge) {
        return switch (openVswitch.bridge(bridge)) {
            case OpenVswitch.Bridge.Present() -> Optional.empty();
            case OpenVswitch.Bridge.Absent() ->
                wrong("an Open vSwitch bridge %s wanted, there is none".formatted(bridge));
            case OpenVswitch.Bridge.Unknown(var why) ->
                wrong("an Open vSwitch bridge %s wanted, Open vSwitch does not answer: %s".formatted(bridge, why));
        };
    }

    private Optional<Misfit> macvtap(Nic nic, String device, NicBackend.Macvtap.Mode mode) {
        if (!isDevice(device)) {
            return wrong("a network card %s wanted, the host has no such network device".formatted(device));
        }
        if (nic.vlan().isPresent() && !files.exists(NET + device + "/device/physfn")) {
            return wrong("a VLAN wanted, which only a virtual function can have, and %s is none".formatted(device));
        }
        var user = files.linkName(NET + device + "/master");
        if (mode == NicBackend.Macvtap.Mode.PASSTHROUGH && user.isEmpty()) {
            user = user(device);
        }
        return user.flatMap(other -> wrong("the network card %s wanted, %s uses it".formatted(device, other)));
    }

    /** The device that has this one below it: a bridge, a bond, somebody's macvtap. */
    private Optional<String> user(String device) {
        return files.linkName(NET + device + "/master").or(() -> files.list(NET + device).stream()
                .filter(name -> name.startsWith("upper_")).map(name -> name.substring("upper_".length())).findFirst());
    }

    private Optional<Misfit> socket(Path socket, boolean guestListens) {
        var folder = socket.getParent();
        if (!socket.isAbsolute() || folder == null) {
            return wrong("the full path of a socket wanted, found %s".formatted(socket));
        }
        if (guestListens) {
            return exists(folder)
                    ? Optional.empty()
                    : wrong("a socket in %s wanted, there is no such folder".formatted(folder));
        }
        return exists(socket) ? Optional.empty() : wrong("the socket %s wanted, nobody has made it".formatted(socket));
    }

    private boolean exists(Path path) {
        return files.exists(path.toString().substring(1));
    }

    private Optional<Misfit> vdpa(Path device) {
        return device.isAbsolute() && exists(device)
                ? Optional.empty()
                : wrong("a vDPA device %s wanted, there is none".formatted(device));
    }

    private static Optional<Misfit> function(HostTopology host, PciAddress address,
            Function<PciDevice, Optional<Misfit>> more) {
        var device = host.pci().stream().filter(one -> one.address().equals(address)).findFirst();
        if (device.isEmpty()) {
            return wrong("a virtual function %s wanted, the host has no such PCI device".formatted(address));
        }
        return device.filter(one -> one.type() != PciDeviceType.VF)
                .flatMap(one -> wrong("a virtual function %s wanted, that device is a %s".formatted(address,
                        one.type() == PciDeviceType.PF ? "physical function" : "plain PCI device")))
                .or(() -> more.apply(device.orElseThrow()));
    }

    private Optional<Misfit> notFreeForGuest(PciDevice vf) {
        if (vf.iommuGroup().isEmpty()) {
            return wrong(
                    "virtual function %s is in no IOMMU group, so it cannot be passed through".formatted(vf.address()));
        }
        // libvirt takes a function from the driver of its network device and gives it back; from no other.
        if (vf.netDevice().isEmpty() && vf.driver().filter(driver -> !driver.equals(VFIO)).isPresent()) {
            return wrong("virtual function %s is bound to %s, not to a network driver or %s".formatted(vf.address(),
                    vf.driver().orElseThrow(), VFIO));
        }
        return vf.netDevice().flatMap(net -> user(net.name()).flatMap(
                other -> wrong(
                        "virtual function %s wanted, %s uses its network device %s".formatted(vf.address(), other,
                                net.name()))));
    }
}
