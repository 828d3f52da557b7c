package io.bedplate.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.bedplate.cli.json.FitAnswer;
import io.bedplate.cli.json.FitWriter;
import io.bedplate.cli.json.HostReader;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.cli.json.RequestReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bedplate fit}: the planner, alone. */
@Command(name = "fit", description = "Says where a guest would run on a host, or why it would not.", mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    private @Nullable Question question;

    @Option(names = "--batch", description = "answers questions {\"host\": .., \"request\": ..} from standard input, one a line, one line each")
    private boolean batch;

    @Option(names = "--would-fit-if", negatable = true, paramLabel = "BOOLEAN", description = "whether a no names the changes after which it would be a yes; if not said, not in a batch, where it costs too much time")
    private @Nullable Boolean wouldFitIf;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; JSON if not said")
    private OutputFormat format = OutputFormat.JSON;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    /** One question. */
    private static final class Question {
        @Option(names = "--host", paramLabel = "HOST.json", required = true, description = "what host show --format json printed, with config and used")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path host;

        @Option(names = "--request", paramLabel = "REQ.json", required = true, description = "flavor, image, devices and networks of the guest")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path request;
    }

    @Override
    public Integer call() {
        boolean oneOfTwo = batch == (question == null);
        if (!oneOfTwo || (batch && format == OutputFormat.TEXT)) {
            throw new ParameterException(spec.commandLine(), "wanted either --host and --request, or --batch in JSON");
        }
        return question == null
                ? new FitBatch(spec.commandLine().getOut(), wouldFitIf != null && wouldFitIf).answer(System.in)
                : answer(question);
    }

    private int answer(Question asked) {
        var host = HostReader.read(InputFiles.object(asked.host)).forFit();
        var request = RequestReader.read(InputFiles.object(asked.request));
        var answer = Fit.answer(host, request, wouldFitIf == null || wouldFitIf);
        var lines = switch (format) {
            case JSON -> List.of(JsonTexts.line(FitWriter.answer(answer)));
            case TEXT -> FitText.lines(answer);
        };
        lines.forEach(spec.commandLine().getOut()::println);
        return answer instanceof FitAnswer.Fits ? ExitStatus.ANSWERED : ExitStatus.NO;
    }
}
