package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on flavor extra specs. */
@Command(name = "extra-specs", description = "Documents and checks flavor extra specs.", mixinStandardHelpOptions = true, subcommands = {
        ExtraSpecsCheckCommand.class, ExtraSpecsListCommand.class})
final class ExtraSpecsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
