package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Ends a run in which nothing has begun or ended for too long, and says what every thread and the kernel were at. Waits of
 * the tests have limits of their own; what has none is a call into libvirt or the kernel that does not come back.
 */
final class StallWatch implements TestExecutionListener {
    /** Where threads are stuck in the kernel, what libvirt still answers, what the kernel has to complain of. */
    private static final List<String> QUESTIONS = List.of(
            "ps -eLo pid,tid,stat,pcpu,wchan:24,args --sort=-pcpu | head -40 | cut -c-120",
            "ps -eLo pid,tid,stat,wchan:24,comm | awk '$3 ~ /D/'", "timeout 10 virsh list --all", "dmesg | tail -40");

    /** Of a thread; what is further out is JUnit's. */
    private static final int MOST_CALLS = 25;

    private final Duration longest;
    private final BiConsumer<TestIdentifier, String> stalled;
    /** Tests as they begin and end. */
    private final BlockingQueue<TestIdentifier> events = new LinkedBlockingQueue<>();

    /**
     * Watches nothing until {@link #begin}.
     *
     * @param longest between two events of the run
     * @param stalled gets the test of the last event, and all that can be said; it ends the program
     */
    StallWatch(Duration longest, BiConsumer<TestIdentifier, String> stalled) {
        this.longest = longest;
        this.stalled = stalled;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("stall-watch").start(this::watch);
    }

    private void watch() {
        try {
            var last = events.take();
            for (var next = last; next != null; next = events.poll(longest.toSeconds(), TimeUnit.SECONDS)) {
                last = next;
            }
            stalled.accept(last, "nothing has begun or ended for %s%n%s%n%s".formatted(longest, threads(), answers()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream().map(StallWatch::thread).sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String thread(Map.Entry<Thread, StackTraceElement[]> thread) {
        var calls = Stream.of(thread.getValue()).limit(MOST_CALLS).map(call -> "\n\tat " + call)
                .collect(Collectors.joining());
        return "\"%s\" %s%s".formatted(thread.getKey().getName(), thread.getKey().getState(), calls);
    }

    private static String answers() throws InterruptedException {
        var text = new StringBuilder();
        for (var question : QUESTIONS) {
            text.append("# ").append(question).append('\n').append(answer(question)).append('\n');
        }
        return text.toString();
    }

    private static String answer(String question) throws InterruptedException {
        try {
            var process = new ProcessBuilder("sh", "-c", question).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        events.add(test);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        events.add(test);
    }
}
