package io.bedplate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

import io.bedplate.cli.json.FitQuestion;
import io.bedplate.cli.json.FitWriter;
import io.bedplate.cli.json.HostReader;
import io.bedplate.cli.json.JsonInputException;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.cli.json.RequestReader;
import io.bedplate.nfv.HostState;

/** Questions to the planner, one a line, each answered by one line before the next is read. */
final class FitBatch {
    // A scheduler asks about one host many times over, or about a few in turn.
    private static final int HOSTS_KEPT = 32;

    private final PrintWriter out;
    private final boolean withRemedies;
    private final Map<String, HostState> hosts = new LinkedHashMap<>(64, 0.75f, true);
    private int exitStatus = ExitStatus.ANSWERED;

    FitBatch(PrintWriter out, boolean withRemedies) {
        this.out = out;
        this.withRemedies = withRemedies;
    }

    /** Returns the exit status: a line that cannot be read is answered with an error, and told at the end. */
    int answer(InputStream in) {
        var lines = new ByteLines(in);
        try {
            int number = 0;
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                number++;
                out.println(answer("line " + number, line.get()));
                out.flush();
            }
        } catch (IOException e) {
            throw new BadInputException("standard input cannot be read: " + e.getMessage(), e);
        }
        return exitStatus;
    }

    private String answer(String source, byte[] line) {
        try {
            var question = FitQuestion.read(source, JsonTexts.utf8(source, line));
            var host = host(source, question.host());
            var answer = Fit.answer(host, RequestReader.read(question.request()), withRemedies);
            return JsonTexts.line(FitWriter.answer(answer));
        } catch (JsonInputException e) {
            return failed(ExitStatus.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A fault of ours must not cost the answers to all questions behind this one.
            return failed(ExitStatus.INTERNAL_ERROR, source + ": internal error: " + e);
        }
    }

    private String failed(int status, String message) {
        exitStatus = exitStatus == ExitStatus.INTERNAL_ERROR ? exitStatus : status;
        return JsonTexts.line(FitWriter.error(message));
    }

    private HostState host(String source, String text) {
        var known = hosts.get(text);
        if (known != null) {
            return known;
        }
        var host = HostReader.read(JsonTexts.object(source + ": host", text)).state();
        hosts.put(text, host);
        if (hosts.size() > HOSTS_KEPT) {
            hosts.remove(hosts.keySet().iterator().next());
        }
        return host;
    }
}
