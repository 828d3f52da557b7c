package io.bedplate.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FitBatchTests {
    private static final String HOST = FitCommandTests.HOST.replace("\n", " ");
    private static final String SMALL = "{\"vcpus\": 1, \"memory_mib\": 512}";
    private static final String LARGE = "{\"vcpus\": 64, \"memory_mib\": 512, \"extra_specs\": {\"hw:cpu_policy\": \"dedicated\"}}";

    private final StringWriter out = new StringWriter();

    private static String line(String host, String request) {
        return "{\"host\": " + host + ", \"request\": " + request + "}\n";
    }

    private int run(InputStream in) {
        return new FitBatch(new PrintWriter(out), false).answer(in);
    }

    private int run(String lines) {
        return run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> answers() {
        return out.toString().lines().toList();
    }

    @Test
    void answersEveryLineInOrder() {
        int status = run(line(HOST, SMALL) + line(HOST, LARGE)
                + line(HOST, "{\"vcpus\":1,\"memory_mib\":512,\"extra_specs\":{\"hw:numa_nodes\":\"x\"}}")
                + line(HOST, SMALL).strip());

        assertThat(status).isZero();
        assertThat(answers()).hasSize(4);
        assertThat(answers().get(0)).startsWith("{\"fits\":true").isEqualTo(answers().get(3));
        assertThat(answers().get(1)).startsWith("{\"fits\":false").contains("\"would_fit_if\":[]");
        assertThat(answers().get(2)).contains("INVALID_REQUEST");
    }

    @Test
    void aBadLineIsAnsweredInItsPlaceAndToldAtTheEnd() throws IOException {
        var lines = new ByteArrayOutputStream();
        for (String line : List.of("nonsense\n", "\n", "[]\n", "{}\n", line(HOST, "7"), line("7", SMALL),
                line("{\"nodes\": 3}", SMALL),
                line(HOST, "{\"vcpus\": 1, \"memory_mib\": 1, \"wish\": 1}"), line(HOST, SMALL).replace("}\n", "} x\n"),
                line(HOST, SMALL).replaceFirst("\\{", "{\"host\": {}, "), "{\"host\": {\n", "{\"guest\": 1}\n")) {
            lines.write(line.getBytes(StandardCharsets.UTF_8));
        }
        lines.write(new byte[]{'{', (byte) 0xff, '}', '\n'});
        lines.write(line(HOST, SMALL).getBytes(StandardCharsets.UTF_8));

        assertThat(run(new ByteArrayInputStream(lines.toByteArray()))).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(answers()).hasSize(14);
        assertThat(answers().getLast()).startsWith("{\"fits\":true");
        IntStream.range(0, 13)
                .forEach(i -> assertThat(answers().get(i)).startsWith("{\"error\":\"line " + (i + 1)));
        assertThat(answers().get(3)).isEqualTo("{\"error\":\"line 4, column 1: host: wanted a value, found none\"}");
        assertThat(answers().get(4))
                .contains("column %d: request: wanted an object, found 7".formatted(HOST.length() + 23));
        assertThat(answers().get(6)).contains("line 7, column 20: host.nodes: wanted an array, found 3");
        assertThat(answers().get(7)).contains(": request.wish: unknown key, wanted one of");
        assertThat(answers().get(12)).contains("line 13, column 2: wanted JSON in UTF-8");
    }

    @Test
    void readsTheHostWhereverItStands() {
        String spelled = "{\"\\u0068ost\": " + HOST + ", \"request\": " + SMALL + "}\n";
        String after = "{\"request\": {\"vcpus\": 1, \"memory_mib\": 512, \"name\": \"\\\"host\\\": {\"}, \"host\" : "
                + HOST + "}\n";

        assertThat(run(line(HOST, SMALL) + spelled + after)).isZero();
        assertThat(answers()).hasSize(3);
        assertThat(answers().stream().distinct()).hasSize(1);
    }

    @Test
    void hostsThatComeAgainAreAnsweredAlikeHoweverManyThereAre() {
        var lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(line(HOST.replace("\"name\": \"host\"", "\"name\": \"host-" + i % 50 + "\""), SMALL));
        }

        assertThat(run(lines.toString())).isZero();
        assertThat(answers()).hasSize(200);
        assertThat(answers().stream().distinct()).hasSize(1);
    }

    @Test
    void answersALineBeforeTheNextIsThere() throws IOException, InterruptedException {
        var questions = new PipedOutputStream();
        var in = new PipedInputStream(questions, 1 << 16);
        var answers = new PipedInputStream(1 << 16);
        var answersOut = new PipedOutputStream(answers);
        var batch = Thread.ofPlatform().start(
                () -> new FitBatch(new PrintWriter(answersOut, false, StandardCharsets.UTF_8), false).answer(in));

        for (int i = 0; i < 3; i++) {
            ask(questions, line(HOST, SMALL));
            assertThat(readLine(answers)).startsWith("{\"fits\":true");
        }
        questions.close();
        batch.join();
    }

    private static void ask(OutputStream questions, String line) throws IOException {
        questions.write(line.getBytes(StandardCharsets.UTF_8));
        questions.flush();
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesLongerThanABufferStayWhole() throws IOException {
        String text = "a".repeat(200_000) + "\n\nb";
        var lines = new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(lines.next().orElseThrow()).hasSize(200_000);
        assertThat(lines.next().orElseThrow()).isEmpty();
        assertThat(lines.next().orElseThrow()).containsExactly('b');
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void aBrokenInputIsBadInput() throws IOException {
        var broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> run(broken)).isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("standard input cannot be read: ");
    }
}
