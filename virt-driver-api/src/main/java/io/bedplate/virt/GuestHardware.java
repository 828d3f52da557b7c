package io.bedplate.virt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a guest has beside CPUs, memory, disks and ports.
 *
 * @param guestAgent a channel for the QEMU guest agent
 * @param watchdog   what happens when the guest's watchdog is not fed any more; empty = no watchdog
 * @param vsockCid   its address for AF_VSOCK (virtio 1.2, section 5.10), at least 3; empty = none
 */
public record GuestHardware(Firmware firmware, List<Console> consoles, boolean guestAgent,
        Optional<WatchdogAction> watchdog, Optional<Tpm> tpm, OptionalLong vsockCid, Headroom headroom) {
    /** BIOS and nothing else. */
    public static final GuestHardware PLAIN = new GuestHardware(Firmware.BIOS, List.of(), false, Optional.empty(),
            Optional.empty(), OptionalLong.empty(), Headroom.NONE);

    public GuestHardware {
        consoles = List.copyOf(consoles);
    }

    /** What runs before the boot loader. */
    public enum Firmware {
        BIOS, UEFI, UEFI_SECURE_BOOT
    }

    /** What becomes of a guest that hangs. */
    public enum WatchdogAction {
        RESET, POWEROFF, PAUSE, NONE
    }

    /** An emulated trusted platform module. */
    public enum Tpm {
        TIS_1_2, CRB_2_0
    }

    /** A way for people to see the guest. */
    public sealed interface Console {

        /** Screen and keyboard by RFB (RFC 6143); the port is the hypervisor's choice. */
        record Vnc(String listenAddress) implements Console {}

        /** Screen and keyboard by SPICE; the port is the hypervisor's choice. */
        record Spice(String listenAddress) implements Console {}

        /** The serial line, raw over TCP. */
        record Serial(String listenAddress, int port) implements Console {}
    }

    /**
     * How far a running guest can grow.
     *
     * @param maxVcpus     vCPUs that can be there at most; 0 = no more than at the start
     * @param maxMemoryKib memory that can be there at most; 0 = no more than at the start
     */
    public record Headroom(int maxVcpus, long maxMemoryKib) {
        public static final Headroom NONE = new Headroom(0, 0);

        public Headroom {
            if (maxVcpus < 0 || maxMemoryKib < 0) {
                throw new IllegalArgumentException(
                        "headroom: 0 or more wanted, found %d vCPUs and %d KiB".formatted(maxVcpus, maxMemoryKib));
            }
        }
    }
}
