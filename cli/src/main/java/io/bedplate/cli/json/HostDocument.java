package io.bedplate.cli.json;

import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;

/** HOST of the contract: what a machine has, what its operator laid down, and what guests hold. */
public record HostDocument(HostTopology topology, HostConfig config, HostUsage usage) {

    /** Of a machine of which no more is known than what it has. */
    public static HostDocument of(HostTopology topology) {
        return new HostDocument(topology, HostConfig.NONE, HostUsage.NONE);
    }
}
