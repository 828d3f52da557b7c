package io.bedplate.agent;

import java.time.Instant;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/**
 * A hold on this host's resources for one instance, and all that is needed to verify it.
 *
 * @param since when the claim was made
 */
public record Claim(InstanceSpec spec, Phase phase, Instant since) {

    /** How far the instance has come. */
    public enum Phase {
        /** Written before the driver is called: after a crash in this phase nobody knows what exists. */
        SPAWNING,
        /** The guest has run; its claim stands until it is destroyed. */
        ACTIVE,
        /** Written before the guest is destroyed: after a crash in this phase it is destroyed again. */
        DESTROYING
    }

    public InstanceId id() {
        return spec.id();
    }

    Claim in(Phase next) {
        return new Claim(spec, next, since);
    }
}
