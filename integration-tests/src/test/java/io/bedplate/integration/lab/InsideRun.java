package io.bedplate.integration.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import io.bedplate.integration.lab.Outcome.Status;

/**
 * Runs the tests of the lab host, on the lab host, and says an {@link Outcome} a line as each one ends: what is killed
 * has said the lines before it.
 */
final class InsideRun implements TestExecutionListener {
    /** Longer than any wait that a test allows itself. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(4);
    /** The exit status of a run that hung. */
    static final int STALLED = 4;
    /** Tag of a class that runs on the lab host; the value stands in the module's pom.xml, too. */
    static final String TAG = "lab";

    private final PrintStream lines;
    private final Map<String, Long> startedNanos = new ConcurrentHashMap<>();

    private InsideRun(PrintStream lines) {
        this.lines = lines;
    }

    /**
     * Arguments: regular expressions for the names of the classes to run, and of those to leave out. The outcomes are all
     * that goes to the standard output.
     */
    public static void main(String[] arguments) {
        var lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(InsideRun.class.getPackageName() + ".inside"))
                .filters(ClassNameFilter.includeClassNamePatterns(arguments[0]),
                        ClassNameFilter.excludeClassNamePatterns(arguments[1]), TagFilter.includeTags(TAG))
                .build();
        var run = new InsideRun(lines);
        var watch = new StallWatch(LONGEST_SILENCE, (test, said) -> {
            run.tell(test, Status.FAILED, said);
            Runtime.getRuntime().halt(STALLED);
        });
        watch.begin();
        LauncherFactory.create().execute(request, run, watch);
        // Threads of libvirt's bindings must not keep the lab host busy.
        System.exit(0);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedNanos.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell(test, Status.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String trace = result.getThrowable().map(InsideRun::trace).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    tell(test, Status.SUCCESSFUL, trace);
                }
            }
            case FAILED -> tell(test, Status.FAILED, trace);
            case ABORTED -> tell(test, Status.SKIPPED, trace);
        }
    }

    private void tell(TestIdentifier test, Status status, String detail) {
        long started = startedNanos.getOrDefault(test.getUniqueId(), System.nanoTime());
        lines.println(new Outcome(container(test), test.getDisplayName().replace("()", ""), status,
                (System.nanoTime() - started) / 1_000_000, detail).line());
    }

    private static String container(TestIdentifier test) {
        var source = test.getSource().orElse(null);
        var name = switch (source) {
            case MethodSource method -> method.getClassName();
            case ClassSource type -> type.getClassName();
            case null, default -> test.getDisplayName();
        };
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
