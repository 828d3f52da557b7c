package io.bedplate.agent;

import java.util.List;

import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;

/**
 * A host and who holds what of it, at one moment.
 *
 * @param usage  all that the claims hold
 * @param claims ascending by instance
 */
public record HostView(HostTopology topology, HostConfig config, HostUsage usage, List<Claim> claims) {
    public HostView {
        claims = List.copyOf(claims);
    }

    /** With the usage that follows from the claims. */
    public static HostView of(HostTopology topology, HostConfig config, List<Claim> claims) {
        return new HostView(topology, config, new Books(config).state(topology, claims).usage(), claims);
    }
}
