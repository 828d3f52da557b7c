package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

import io.bedplate.agent.Destination;
import io.bedplate.agent.Neighbours;
import io.bedplate.agent.Origin;
import io.bedplate.virt.Passage;

/** Two lab hosts whose cards are joined by a cable: their addresses on it, which {@code lab/inside/join} gives them. */
enum Pair implements Neighbours {
    LEFT("10.77.0.1"), RIGHT("10.77.0.2");

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int DESTINATION = 7001;
    private static final int ORIGIN = 7002;
    private static final int WITNESS = 7003;

    private final String address;

    Pair(String address) {
        this.address = address;
    }

    @Override
    public String self() {
        return name();
    }

    @Override
    public Optional<Destination> destination(String host) {
        return Optional.of(Wire.to(Destination.class, valueOf(host).address, DESTINATION));
    }

    @Override
    public Optional<Origin> origin(String host) {
        return Optional.of(Wire.to(Origin.class, valueOf(host).address, ORIGIN));
    }

    /** What happens on that host, told by its own programs once they are there. */
    Witness witness() {
        var witness = Wire.to(Witness.class, address, WITNESS);
        Waiting.until(self() + " answers", LONGEST_START, () -> answers(witness));
        return witness;
    }

    private static boolean answers(Witness witness) {
        try {
            witness.freePages();
            return true;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** The way to that host's hypervisor. */
    Passage passage() {
        return new Passage("qemu+tcp://%s/system".formatted(address), Optional.of("tcp://" + address));
    }

    /** Lets the other one reach this host's agent. */
    void answer(ComputeHost host, Witness witness) throws IOException {
        Wire.serve(Destination.class, host.agent().arrivals(), address, DESTINATION);
        Wire.serve(Origin.class, host.agent().departures(), address, ORIGIN);
        Wire.serve(Witness.class, witness, address, WITNESS);
    }
}
