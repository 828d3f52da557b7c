package io.bedplate.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import io.bedplate.benchmarks.BatchLines.Change;
import io.bedplate.cli.FitBatch;

/**
 * Answers per second of CPU time that {@code fit --batch} gives, the collector's and the compiler's time included. Twice as
 * many lines are asked in turn as hosts are remembered, so that a line that differs is never one that was seen.
 */
public final class BatchFigures {
    private static final int LINES = 64;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final int ROUNDS = 7;
    private static final OperatingSystemMXBean CPU = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    private BatchFigures() {}

    /** The argument, if any, is the one {@link Change} to measure. */
    public static void main(String[] args) {
        var changes = args.length == 0 ? Change.values() : new Change[]{Change.valueOf(args[0])};
        for (var change : changes) {
            row("2 cells", BenchmarkHosts.shape("2x16"), change);
            row("2,000 VFs", BenchmarkHosts.large(), change);
        }
    }

    private static void row(String name, BenchmarkHosts host, Change change) {
        byte[] lines = new BatchLines(host).of(LINES, change);
        var batch = new FitBatch(new PrintWriter(Writer.nullWriter()), false);
        rate(batch, lines, WARM_UP_NANOS);
        double[] rates = new double[ROUNDS];
        Arrays.setAll(rates, _ -> rate(batch, lines, ROUND_NANOS));
        Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%s\t%s\t%d KiB a line\t%.0f answers per CPU second%n", name, change,
                lines.length / (LINES << 10), rates[ROUNDS / 2]);
    }

    private static double rate(FitBatch batch, byte[] lines, long nanos) {
        long start = CPU.getProcessCpuTime();
        long answers = 0;
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end; answers += LINES) {
            if (batch.answer(new ByteArrayInputStream(lines)) != 0) {
                throw new IllegalStateException("a line that could not be answered");
            }
        }
        return answers * 1e9 / (CPU.getProcessCpuTime() - start);
    }
}
