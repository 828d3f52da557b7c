package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bedplate xml ..}. */
@Command(name = "xml", description = "Reads, writes and rewrites libvirt's domain XML.", mixinStandardHelpOptions = true, subcommands = {
        XmlGenerateCommand.class})
final class XmlCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
