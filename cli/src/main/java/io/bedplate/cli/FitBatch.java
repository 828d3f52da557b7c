package io.bedplate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

import io.bedplate.cli.json.FitQuestions;
import io.bedplate.cli.json.FitWriter;
import io.bedplate.cli.json.JsonInputException;
import io.bedplate.cli.json.JsonSource;
import io.bedplate.cli.json.JsonTexts;

/** Questions to the planner, one a line, each answered by one line before more input is waited for. */
public final class FitBatch {
    private final PrintWriter out;
    private final boolean withRemedies;
    private final FitQuestions questions = new FitQuestions();
    private int exitStatus = ExitStatus.ANSWERED;

    public FitBatch(PrintWriter out, boolean withRemedies) {
        this.out = out;
        this.withRemedies = withRemedies;
    }

    /** Returns the exit status: a line that cannot be read is answered with an error, and told at the end. */
    public int answer(InputStream in) {
        var lines = new ByteLines(in);
        try {
            int number = 0;
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                number++;
                out.print(answer(JsonSource.line(number), line.get()));
                out.print('\n');
                if (!lines.isNextHere()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new BadInputException("standard input cannot be read: " + e.getMessage(), e);
        }
        return exitStatus;
    }

    private String answer(JsonSource source, byte[] line) {
        try {
            var question = questions.read(source, line);
            return JsonTexts.line(FitWriter.answer(Fit.answer(question.host(), question.request(), withRemedies)));
        } catch (JsonInputException e) {
            return failed(ExitStatus.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A fault of ours must not cost the answers to all questions behind this one.
            return failed(ExitStatus.INTERNAL_ERROR, source.name() + ": internal error: " + e);
        }
    }

    private String failed(int status, String message) {
        exitStatus = exitStatus == ExitStatus.INTERNAL_ERROR ? exitStatus : status;
        return JsonTexts.line(FitWriter.error(message));
    }
}
