package io.bedplate.agent;

import java.nio.file.Path;
import java.util.Optional;

import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.TravelPapers;

/**
 * An instance that is to come.
 *
 * @param spec       as it is where it comes from
 * @param from       that host
 * @param ownsDisks  disks were made for it, which go with it
 * @param consoleLog file that receives its serial console at its destination; empty = the same as before
 */
public record Traveller(InstanceSpec spec, String from, boolean ownsDisks, NewPlace place, TravelPapers papers,
        MigrationPolicy policy, Optional<Path> consoleLog) {}
