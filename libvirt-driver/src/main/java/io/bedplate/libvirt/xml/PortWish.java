package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

/**
 * What a port may ask for and not every kind of plug can give. libvirt passes over some of these in silence, so they are
 * refused before it is asked.
 */
enum PortWish {
    MTU("an MTU of its own", "a bridge, Open vSwitch and vhost-user can"),
    VLAN("a VLAN", "Open vSwitch, a virtual function and macvtap in passthrough mode can"),
    BANDWIDTH("a bandwidth limit", "a bridge, Open vSwitch and macvtap can"),
    ANTI_SPOOFING("its addresses enforced", "a bridge can; other switches and physical functions do it themselves"),
    RINGS("queues of the host's choice", "all but a virtual function can"),
    LONG_SEND_RING("a send ring of more than 256", "vhost-user and vDPA can"),
    EMULATED_CARD("a card that is not virtio", "a bridge, Open vSwitch and macvtap can");

    private final String what;
    private final String where;

    PortWish(String what, String where) {
        this.what = what;
        this.where = where;
    }

    /** The first wish of a port that its plug cannot grant, as a sentence. */
    static Optional<String> refused(Nic nic) {
        var granted = grantedBy(nic.backend());
        return Stream.of(values()).filter(wish -> wish.isOf(nic) && !granted.contains(wish)).findFirst()
                .map(wish -> "%s cannot have %s; %s".formatted(plug(nic.backend()), wish.what, wish.where));
    }

    private boolean isOf(Nic nic) {
        return switch (this) {
            case MTU -> nic.mtu().isPresent();
            case VLAN -> nic.vlan().isPresent();
            case BANDWIDTH -> nic.inbound().isPresent() || nic.outbound().isPresent();
            case ANTI_SPOOFING -> nic.spoofing() instanceof Nic.Spoofing.Refused;
            case RINGS -> !nic.queues().equals(Nic.Queues.DEFAULT);
            case LONG_SEND_RING -> nic.queues().txSize() > 256;
            case EMULATED_CARD -> nic.model() != Nic.Model.VIRTIO;
        };
    }

    // Sources: libvirt's formatdomain, "Network interfaces", and qemuDomainNetSupportsMTU, virNetDevSupportsBandwidth;
    // for the ring virtio-net.c of QEMU, which lets vhost-user and vDPA alone go beyond 256.
    private static Set<PortWish> grantedBy(NicBackend backend) {
        return switch (backend) {
            case NicBackend.Bridge _ -> Set.of(MTU, BANDWIDTH, ANTI_SPOOFING, RINGS, EMULATED_CARD);
            case NicBackend.OpenVswitch _ -> Set.of(MTU, VLAN, BANDWIDTH, RINGS, EMULATED_CARD);
            case NicBackend.Macvtap(_, var mode) -> mode == NicBackend.Macvtap.Mode.PASSTHROUGH
                    ? Set.of(VLAN, BANDWIDTH, RINGS, EMULATED_CARD)
                    : Set.of(BANDWIDTH, RINGS, EMULATED_CARD);
            case NicBackend.VhostUser _,NicBackend.VirtioForwarder _ -> Set.of(MTU, RINGS, LONG_SEND_RING);
            case NicBackend.Vdpa _ -> Set.of(RINGS, LONG_SEND_RING);
            // A function is what it is; the model is not looked at.
            case NicBackend.VirtualFunction _ -> Set.of(VLAN, EMULATED_CARD);
        };
    }

    private static String plug(NicBackend backend) {
        return switch (backend) {
            case NicBackend.Bridge _ -> "a tap on a Linux bridge";
            case NicBackend.OpenVswitch _ -> "a tap on Open vSwitch";
            case NicBackend.Macvtap(_, var mode) -> "macvtap in %s mode".formatted(NicMapper.word(mode));
            case NicBackend.VhostUser _ -> "vhost-user";
            case NicBackend.Vdpa _ -> "vDPA";
            case NicBackend.VirtualFunction _ -> "a virtual function";
            case NicBackend.VirtioForwarder _ -> "a virtio forwarder";
        };
    }
}
