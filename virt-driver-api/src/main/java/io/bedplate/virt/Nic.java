package io.bedplate.virt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network port of a guest.
 *
 * @param mtu      largest packet; empty = what the network behind it has
 * @param vlan     the tag that the host puts on and takes off; empty = none
 * @param inbound  limit towards the guest
 * @param outbound limit from the guest
 * @param spoofing which source addresses the guest may use
 */
public record Nic(DeviceId id, MacAddress mac, NicBackend backend, Model model, Queues queues, OptionalInt mtu,
        OptionalInt vlan, Optional<Bandwidth> inbound, Optional<Bandwidth> outbound, Spoofing spoofing) {

    public Nic {
        if (mtu.isPresent() && (mtu.getAsInt() < 68 || mtu.getAsInt() > 65535)) {
            throw new IllegalArgumentException(
                    "port %s: an MTU from 68 to 65535 wanted, found %d".formatted(id, mtu.getAsInt()));
        }
        if (vlan.isPresent() && (vlan.getAsInt() < 1 || vlan.getAsInt() > 4094)) {
            throw new IllegalArgumentException(
                    "port %s: a VLAN from 1 to 4094 wanted, found %d".formatted(id, vlan.getAsInt()));
        }
    }

    /** A virtio port with one pair of queues and no limits. */
    public static Nic of(DeviceId id, MacAddress mac, NicBackend backend) {
        return new Nic(id, mac, backend, Model.VIRTIO, Queues.DEFAULT, OptionalInt.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), new Spoofing.Allowed());
    }

    /** The card that the guest sees; a virtual function is what it is. */
    public enum Model {
        VIRTIO, E1000E, RTL8139
    }

    /**
     * The rings of a virtio port (Virtual I/O Device specification 1.2, sections 2.7, 2.8 and 5.1).
     *
     * @param pairs  one pair for each vCPU that shall send and receive at the same time
     * @param rxSize descriptors of a receive ring, a power of two from 256 to 1024; 0 = the hypervisor's default
     * @param txSize the same for sending; more than 256 is taken by vhost-user and vDPA alone
     * @param packed the packed ring layout
     */
    public record Queues(int pairs, int rxSize, int txSize, boolean packed) {
        public static final Queues DEFAULT = new Queues(1, 0, 0, false);

        public Queues {
            if (pairs < 1 || pairs > 256 || !isRing(rxSize) || !isRing(txSize)) {
                throw new IllegalArgumentException(
                        "queues: 1 to 256 pairs and rings of 0, 256, 512 or 1024 wanted, found %d, %d and %d"
                                .formatted(pairs, rxSize, txSize));
            }
        }

        private static boolean isRing(int size) {
            return size == 0 || size == 256 || size == 512 || size == 1024;
        }
    }

    /**
     * A limit of traffic. Rates are counted in 1000 bytes, as libvirt hands them to the kernel ({@code kbps} of tc(8)).
     *
     * @param averageKilobytesPerSecond what may flow all the time
     * @param peakKilobytesPerSecond    what may flow for the length of a burst; 0 = the average
     * @param burstKib                  how much may flow at the peak; 0 = the hypervisor's default
     */
    public record Bandwidth(long averageKilobytesPerSecond, long peakKilobytesPerSecond, long burstKib) {
        public Bandwidth {
            if (averageKilobytesPerSecond < 1 || peakKilobytesPerSecond < 0 || burstKib < 0) {
                throw new IllegalArgumentException("bandwidth: an average of at least 1 kB/s wanted, found %d, %d, %d"
                        .formatted(averageKilobytesPerSecond, peakKilobytesPerSecond, burstKib));
            }
        }
    }

    /** Which source addresses the guest may send from. */
    public sealed interface Spoofing {

        /** Any: the guest is a router or bridge itself. */
        record Allowed() implements Spoofing {}

        /**
         * Its own MAC address and these IP addresses only; no IP address = any.
         *
         * @param addresses IPv4 or IPv6 in their usual text
         */
        record Refused(List<String> addresses) implements Spoofing {
            public Refused {
                addresses = List.copyOf(addresses);
            }
        }
    }
}
