package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on libvirt's node devices. */
@Command(name = "nodedev", description = "Reads libvirt's descriptions of host devices.", mixinStandardHelpOptions = true, subcommands = NodeDevParseCommand.class)
final class NodeDevCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
