package io.bedplate.virt;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

import io.bedplate.host.PciAddress;

/** What a guest's port is plugged into on the host. */
public sealed interface NicBackend {

    /** The virtual function that a port takes, directly or behind a forwarder. */
    default Optional<PciAddress> takenFunction() {
        return switch (this) {
            case VirtualFunction(var address) -> Optional.of(address);
            case VirtioForwarder(_, var address) -> Optional.of(address);
            case Bridge _,OpenVswitch _,Macvtap _,VhostUser _,Vdpa _ -> Optional.empty();
        };
    }

    /** A tap device on a Linux bridge. */
    record Bridge(String bridge) implements NicBackend {}

    /**
     * A tap device on an Open vSwitch bridge.
     *
     * @param interfaceId the port's name for the network's controller ({@code external_ids:iface-id})
     */
    record OpenVswitch(String bridge, UUID interfaceId) implements NicBackend {}

    /** A macvtap device on a network card, or on a virtual function, of the host. */
    record Macvtap(String device, Mode mode) implements NicBackend {
        /** Who sees whose packets; the words are the kernel's (ip-link(8), macvlan). */
        public enum Mode {
            BRIDGE, VEPA, PRIVATE, PASSTHROUGH
        }
    }

    /**
     * A switch in another process that shares the guest's memory.
     *
     * @param guestListens the hypervisor makes the socket and the switch connects, as Open vSwitch with DPDK wants it
     */
    record VhostUser(Path socket, boolean guestListens) implements NicBackend {}

    /** A virtio data path in hardware. */
    record Vdpa(Path device) implements NicBackend {}

    /** A virtual function passed through, its MAC address, VLAN and spoof check set by its physical function. */
    record VirtualFunction(PciAddress address) implements NicBackend {}

    /**
     * A virtual function whose traffic a forwarder hands to the guest over vhost-user, so that the guest needs no driver
     * for it and can migrate.
     */
    record VirtioForwarder(Path socket, PciAddress function) implements NicBackend {}
}
