package io.bedplate.fake;

import java.util.List;
import java.util.Optional;

import io.bedplate.fake.SpecCheck.Refusal;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDeviceType;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Whether a simulated host has what ports are plugged into. Every such host has a Linux bridge and one of Open vSwitch;
 * its virtual functions are those of its topology; cards, sockets and vDPA devices are taken as they are named.
 */
final class PortCheck {
    static final String BRIDGE = "br0";
    static final String SWITCH = "br-int";

    private PortCheck() {}

    static Optional<Refusal> refusal(List<Nic> nics, HostTopology host) {
        return nics.stream().flatMap(nic -> misfit(nic.backend(), host).stream()
                .map(why -> new Refusal(Kind.INVALID_SPEC, "port %s: %s".formatted(nic.id(), why)))).findFirst();
    }

    private static Optional<String> misfit(NicBackend backend, HostTopology host) {
        return switch (backend) {
            case NicBackend.Bridge(var bridge) -> named(bridge, BRIDGE);
            case NicBackend.OpenVswitch(var bridge, _) -> named(bridge, SWITCH);
            case NicBackend.VirtualFunction(var address) -> function(address, host);
            case NicBackend.VirtioForwarder(_, var address) -> function(address, host);
            case NicBackend.Macvtap _,NicBackend.VhostUser _,NicBackend.Vdpa _ -> Optional.empty();
        };
    }

    private static Optional<String> named(String wanted, String has) {
        return wanted.equals(has)
                ? Optional.empty()
                : Optional.of("a bridge %s wanted, the host has %s".formatted(wanted, has));
    }

    private static Optional<String> function(PciAddress wanted, HostTopology host) {
        boolean has = host.pci().stream()
                .anyMatch(one -> one.address().equals(wanted) && one.type() == PciDeviceType.VF);
        return has ? Optional.empty() : Optional.of("the host has no virtual function %s".formatted(wanted));
    }
}
