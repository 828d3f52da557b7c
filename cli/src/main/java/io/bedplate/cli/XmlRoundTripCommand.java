package io.bedplate.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bedplate xml roundtrip}: a document through the records and back. */
@Command(name = "roundtrip", description = "Prints a domain document from our own model; what the model does not know stays as it is.", mixinStandardHelpOptions = true)
final class XmlRoundTripCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "libvirt's domain XML; - is standard input")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        var document = DomainFile.read(file);
        spec.commandLine().getOut().print(document.with(document.domain()));
        spec.commandLine().getOut().flush();
        return ExitStatus.ANSWERED;
    }
}
