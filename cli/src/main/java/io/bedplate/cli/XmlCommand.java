package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on libvirt's domain documents. */
@Command(name = "xml", description = "Reads, writes and rewrites libvirt's domain documents.", mixinStandardHelpOptions = true, subcommands = {
        XmlRoundTripCommand.class, XmlGenerateCommand.class, XmlMigrateCommand.class})
final class XmlCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
