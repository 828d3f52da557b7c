package io.bedplate.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.bedplate.nfv.extraspecs.KeyCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says of each extra spec in a file whether a flavor may have it. The answer is the list that was read, so JSON by default. */
@Command(name = "check", description = "Says which extra specs of a JSON list would be accepted, and why not.", mixinStandardHelpOptions = true)
final class ExtraSpecsCheckCommand implements Callable<Integer> {
    /** How the answer is printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "CASES.json", description = "a list of {\"name\": .., \"value\": ..}")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path file;

    @Option(names = "--format", defaultValue = "json", description = "json (default) or text")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var cases = ExtraSpecCases.read(file);
        for (var entry : cases) {
            var why = KeyCatalogue.flavor().check(entry.name(), entry.value()).why();
            entry.json().put("accept", why.isEmpty());
            why.ifPresentOrElse(text -> entry.json().put("why", text), () -> entry.json().remove("why"));
        }
        print(cases);
        return ExitStatus.ANSWERED;
    }

    private void print(List<ExtraSpecCases.Case> cases) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> {
                var json = cases.stream().map(ExtraSpecCases.Case::json).toList();
                out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
            }
            case TEXT -> cases.forEach(entry -> out.println(line(entry, entry.json())));
        }
    }

    private static String line(ExtraSpecCases.Case entry, ObjectNode json) {
        String verdict = json.get("accept").booleanValue() ? "accepted" : "refused ";
        String why = json.has("why") ? "  " + json.get("why").stringValue() : "";
        return "%s  %s=%s%s".formatted(verdict, entry.name(), entry.value(), why);
    }
}
