package io.bedplate.cli.json;

import java.util.Optional;

import io.bedplate.nfv.HostState;
import io.bedplate.nfv.PciAliases;

/**
 * HOST as a question needs it.
 *
 * @param aliases {@code config.pci_aliases}; empty where it has none, which differs from an empty list
 */
public record FitHost(HostState state, Optional<PciAliases> aliases) {}
