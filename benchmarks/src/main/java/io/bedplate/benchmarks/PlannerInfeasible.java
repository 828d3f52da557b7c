package io.bedplate.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.PlanResult;

/**
 * A rejection with its reasons, on one host. Nova takes from 0.1 ms to weeks (nova-figures 1.2); to be at most 200 us, on
 * hosts of 64 cells 5 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class PlannerInfeasible {
    /** Obstacle, host and number of guest cells. */
    @Param({"lastbig 4x32 4", "lastbig 8x32 8", "lastbig 16x16 8", "lastbig 64x16 8", "hall 4x32 4", "hall 8x32 8",
            "hall 16x16 8", "hall 64x16 8", "pci 4x32 4", "pci 8x32 8", "pci 16x16 8", "pci 64x16 8", "reach 16x16 8",
            "reach 64x16 8", "physnet 8x32 4", "physnet 16x16 8", "physnet 64x16 8", "full 8x32 8", "full 16x16 8",
            "full 64x16 8", "isolate 16x16 8", "isolate 64x16 8"})
    public String obstacle = "";

    private @Nullable InfeasibleCase question;

    @Setup
    public void prepare() {
        String[] parts = obstacle.split(" ", -1);
        question = InfeasibleCase.of(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    @Benchmark
    public PlanResult reject() {
        var asked = Prepared.of(question);
        return NfvPlanner.plan(asked.host(), asked.request());
    }
}
