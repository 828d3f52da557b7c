package io.bedplate.agent;

import java.nio.file.Path;
import java.util.Optional;

import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.Passage;

/**
 * An order to send an instance to another host.
 *
 * @param host       by which {@link Neighbours} knows it
 * @param passage    the way between the hypervisors
 * @param consoleLog file that receives its serial console there; empty = the same as here
 */
public record MigrateOrder(String host, NewPlace place, Passage passage, MigrationPolicy policy,
        Optional<Path> consoleLog) {}
