package io.bedplate.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.bedplate.cli.demo.DemoCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root command and the mapping of failures to exit statuses. */
@Command(name = "bedplate", description = "Runs virtual machines for network functions, exactly where they belong.", mixinStandardHelpOptions = true, version = "bedplate "
        + Bedplate.VERSION, footer = {
                "",
                "The launcher also knows: test (every test there is), benchmark [NAME] (the figures)."}, subcommands = {
                        HostCommand.class, FitCommand.class, DemoCommand.class, VerifyCommand.class,
                        MetricsCommand.class, ExtraSpecsCommand.class,
                        ImageCommand.class, XmlCommand.class, NodeDevCommand.class,
                        AutoComplete.GenerateCompletion.class})
public final class Bedplate implements Runnable {
    static final String VERSION = "0.1.0";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /** Runs one command line; ends the JVM with its exit status. */
    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(out, err, args);
        // A document ends where it ends, which is not always with a println.
        out.flush();
        System.exit(status);
    }

    /** Runs one command line and returns its exit status. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Bedplate()).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Bedplate::badUsage).setExecutionExceptionHandler(Bedplate::failure)
                .execute(args);
    }

    private static int badUsage(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        command.getErr().println("bedplate: " + e.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.BAD_INPUT;
    }

    private static int failure(Exception e, CommandLine command, ParseResult parsed) {
        var known = ExitStatus.of(e);
        if (known.isPresent()) {
            command.getErr().println("bedplate: " + e.getMessage());
            return known.getAsInt();
        }
        command.getErr().println("bedplate: internal error: " + e);
        if (System.getenv("BEDPLATE_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        return ExitStatus.INTERNAL_ERROR;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
