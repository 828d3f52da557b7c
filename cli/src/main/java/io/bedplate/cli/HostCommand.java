package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bedplate host ..}. */
@Command(name = "host", description = "Says what a machine has.", mixinStandardHelpOptions = true, subcommands = {
        HostShowCommand.class})
final class HostCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
