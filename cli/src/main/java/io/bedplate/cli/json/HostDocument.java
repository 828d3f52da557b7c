package io.bedplate.cli.json;

import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.nfv.HostState;

/** HOST of the contract: what a machine has, what its operator laid down, and what guests hold. */
public record HostDocument(HostTopology topology, HostConfig config, HostUsage usage) {

    /** Of a machine of which no more is known than what it has. */
    public static HostDocument of(HostTopology topology) {
        return new HostDocument(topology, HostConfig.NONE, HostUsage.NONE);
    }

    /** The same, made for planning. */
    public HostState state() {
        return HostState.of(topology, config, usage);
    }
}
