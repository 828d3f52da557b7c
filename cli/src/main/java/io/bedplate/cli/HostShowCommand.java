package io.bedplate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.bedplate.cli.hostmap.SvgMap;
import io.bedplate.cli.hostmap.TextMap;
import io.bedplate.cli.json.HostDocument;
import io.bedplate.cli.json.HostReader;
import io.bedplate.cli.json.HostWriter;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.probe.HostProbe;
import io.bedplate.probe.Machines;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bedplate host show}: this machine, a recorded one, or one described in JSON. */
@Command(name = "show", description = "Prints cells, cores, pages, caches and devices of a machine.", mixinStandardHelpOptions = true)
final class HostShowCommand implements Callable<Integer> {
    @ArgGroup
    private @Nullable Source source;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text if not said")
    private Format format = Format.text;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    /** Names as on the command line. */
    enum Format {
        text, json, svg
    }

    /** At most one; this machine if none is given. */
    private static final class Source {
        @Option(names = "--sysfs-root", paramLabel = "DIR", description = "folder with sys/ and proc/ of another machine")
        private @Nullable Path sysfsRoot;

        @Option(names = "--host", paramLabel = "FILE", description = "what host show --format json printed, with what is used, for text and SVG")
        private @Nullable Path host;

        @Option(names = "--machine", paramLabel = "LINE", description = "a machine in one line, such as \"2 cells, 16 cores, 2 threads, 1G:32\"")
        private @Nullable String machine;
    }

    @Override
    public Integer call() {
        var document = document();
        var lines = switch (format) {
            case text -> TextMap.of(document);
            case json -> List.of(JsonTexts.line(HostWriter.host(document.topology())));
            case svg -> SvgMap.of(document);
        };
        var out = spec.commandLine().getOut();
        lines.forEach(out::println);
        return ExitStatus.ANSWERED;
    }

    private HostDocument document() {
        if (source == null) {
            return HostDocument.of(HostProbe.readThisHost());
        }
        if (source.host != null) {
            return HostReader.read(InputFiles.object(source.host));
        }
        if (source.machine != null) {
            return HostDocument.of(machine(source.machine));
        }
        return HostDocument.of(HostProbe.read(recorded(Objects.requireNonNull(source.sysfsRoot))));
    }

    private static HostTopology machine(String line) {
        try {
            return Machines.parse(line);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static HostFiles recorded(Path root) {
        if (!Files.isDirectory(root)) {
            throw new BadInputException(root + ": wanted a folder with sys/ and proc/ of a machine");
        }
        return HostFiles.recorded(root);
    }
}
