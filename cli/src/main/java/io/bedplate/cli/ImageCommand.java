package io.bedplate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bedplate image ..}. */
@Command(name = "image", description = "Says what a disk image is.", mixinStandardHelpOptions = true, subcommands = {
        ImageInspectCommand.class})
final class ImageCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
