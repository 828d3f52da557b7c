package io.bedplate.cli.json;

import io.bedplate.nfv.HostState;

/** HOST as a question needs it. */
public record FitHost(HostState state) {}
