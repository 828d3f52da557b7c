package io.bedplate.agent;

import java.time.Instant;
import java.util.Optional;

import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/**
 * A hold on this host's resources for one instance, and all that is needed to verify it.
 *
 * @param since  when the claim was made
 * @param wanted the place it is on its way to, held as well as the one of {@code spec} until it has arrived
 */
public record Claim(InstanceSpec spec, Phase phase, Instant since, Optional<GuestPlacement> wanted) {

    /** A claim of one place. */
    public Claim(InstanceSpec spec, Phase phase, Instant since) {
        this(spec, phase, since, Optional.empty());
    }

    /** How far the instance has come. */
    public enum Phase {
        /** Written before the driver is called: after a crash in this phase nobody knows what exists. */
        SPAWNING,
        /** The guest has run; its claim stands until it is destroyed. */
        ACTIVE,
        /** Written before the guest gets another place: after a crash in this phase it may be in either. */
        REPINNING,
        /** Written before the guest is destroyed: after a crash in this phase it is destroyed again. */
        DESTROYING
    }

    public InstanceId id() {
        return spec.id();
    }

    Claim in(Phase next) {
        return new Claim(spec, next, since, wanted);
    }

    /** On its way to another place. */
    Claim movingTo(GuestPlacement place) {
        return new Claim(spec, Phase.REPINNING, since, Optional.of(place));
    }

    /** Arrived, and holding nothing else. */
    Claim settledIn(GuestPlacement place) {
        return new Claim(spec.placed(spec.vcpus(), spec.memoryKib(), place), Phase.ACTIVE, since, Optional.empty());
    }
}
