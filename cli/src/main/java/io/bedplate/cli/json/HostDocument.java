package io.bedplate.cli.json;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PciDevice;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.PciAliases;

/** HOST of the contract: what a machine has, what its operator laid down, and what guests hold. */
public record HostDocument(HostTopology topology, HostConfig config, Optional<PciAliases> aliases, HostUsage usage) {

    /** Of a machine of which no more is known than what it has. */
    public static HostDocument of(HostTopology topology) {
        return new HostDocument(topology, HostConfig.NONE, Optional.empty(), HostUsage.NONE);
    }

    /** The same, made for planning. */
    public HostState state() {
        return HostState.of(topology, config, usage);
    }

    /** The same, as {@code fit} needs it. */
    public FitHost forFit() {
        return new FitHost(state(), aliases);
    }

    /** The same with other devices. */
    HostDocument with(List<PciDevice> devices) {
        var host = new HostTopology(topology.name(), topology.arch(), topology.cells(), topology.cores(),
                topology.distances(), topology.caches(), devices);
        return new HostDocument(host, config, aliases, usage);
    }
}
