package io.bedplate.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.bedplate.cli.json.MigrationPlanReader;
import io.bedplate.libvirt.xml.Migration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bedplate xml migrate}: the document of the destination host. */
@Command(name = "migrate", description = "Prints the domain document for the destination host of a migration.", mixinStandardHelpOptions = true)
final class XmlMigrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "libvirt's domain XML; - is standard input")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Option(names = "--plan", paramLabel = "PLAN.json", required = true, description = "where the guest's parts go")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plan;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        var source = DomainFile.read(file);
        var err = spec.commandLine().getErr();
        return switch (Migration.of(source.domain(), MigrationPlanReader.read(InputFiles.object(plan)))) {
            case Migration.Moved(var domain, var left) -> {
                left.forEach(what -> err.println("bedplate: left as it is: " + what));
                spec.commandLine().getOut().print(source.with(domain));
                spec.commandLine().getOut().flush();
                yield ExitStatus.ANSWERED;
            }
            case Migration.Refused(var reasons) -> {
                reasons.forEach(reason -> err.println("bedplate: " + plan + ": " + reason));
                yield ExitStatus.NO;
            }
        };
    }
}
