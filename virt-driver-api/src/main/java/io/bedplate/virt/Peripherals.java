package io.bedplate.virt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What people, the host and the guest reach each other by.
 *
 * @param consoles   none = nobody sees a screen; a screen brings a card, keyboard and pointer
 * @param video      the screen's card in the hypervisor's words; empty = the driver's usual one
 * @param guestAgent a channel for the QEMU guest agent
 * @param watchdog   what happens when the guest's watchdog is not fed any more; empty = no watchdog
 * @param entropy    a source of randomness; empty = none
 * @param vsockCid   the guest's address for AF_VSOCK (virtio 1.2, section 5.10), at least 3; empty = none
 */
public record Peripherals(List<Console> consoles, Optional<String> video, boolean guestAgent,
        Optional<WatchdogAction> watchdog, Optional<Tpm> tpm, Optional<Entropy> entropy, OptionalLong vsockCid) {
    /** A source of randomness and nothing else. */
    public static final Peripherals NONE = new Peripherals(List.of(), Optional.empty(), false, Optional.empty(),
            Optional.empty(), Optional.of(Entropy.UNLIMITED), OptionalLong.empty());

    public Peripherals {
        consoles = List.copyOf(consoles);
        if (vsockCid.isPresent() && (vsockCid.getAsLong() < 3 || vsockCid.getAsLong() > 0xffff_fffeL)) {
            throw new IllegalArgumentException(
                    "vsock: an address from 3 to 4294967294 wanted, found " + vsockCid.getAsLong());
        }
    }

    /** The same with these consoles. */
    public Peripherals with(List<Console> others) {
        return new Peripherals(others, video, guestAgent, watchdog, tpm, entropy, vsockCid);
    }

    /** A way for people to see the guest. */
    public sealed interface Console {

        /** Screen and keyboard by RFB (RFC 6143); the port is the hypervisor's choice. */
        record Vnc(String listenAddress) implements Console {}

        /** Screen and keyboard by SPICE; the port is the hypervisor's choice. */
        record Spice(String listenAddress) implements Console {}

        /** A serial line, raw over TCP. */
        record Serial(String listenAddress, int port) implements Console {}
    }

    /** What becomes of a guest that hangs. */
    public enum WatchdogAction {
        RESET, POWEROFF, PAUSE, NONE
    }

    /** An emulated trusted platform module: interface and version. */
    public enum Tpm {
        TIS_1_2, TIS_2_0, CRB_2_0
    }

    /**
     * How much randomness a guest may take from the host.
     *
     * @param bytesPerPeriod 0 = no limit
     * @param periodMillis   at least 1 where there is a limit
     */
    public record Entropy(int bytesPerPeriod, int periodMillis) {
        public static final Entropy UNLIMITED = new Entropy(0, 0);

        public Entropy {
            if (bytesPerPeriod < 0 || (bytesPerPeriod > 0 && periodMillis < 1)) {
                throw new IllegalArgumentException("entropy: bytes in a period of at least 1 ms wanted, found %d, %d"
                        .formatted(bytesPerPeriod, periodMillis));
            }
        }
    }
}
