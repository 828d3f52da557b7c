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

import io.bedplate.host.PageSize;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.PlanResult;
import io.bedplate.numa.CpuThreadPolicy;

/**
 * A plan that exists, on one host: two dedicated vCPUs and 1 GiB in each guest cell. Nova takes 60 to 690 us (nova-figures
 * 1.1); to be at most 10 us.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class PlannerFeasible {
    /** Host and number of guest cells. */
    @Param({"2x16 1", "2x16 2", "4x32 1", "4x32 2", "4x32 4", "8x32 2", "8x32 4", "8x32 8", "16x16 1", "16x16 2",
            "16x16 4", "16x16 8"})
    public String shape = "";

    @Param({"0", "0.5"})
    public double fill;

    @Param({"PREFER", "ISOLATE", "REQUIRE"})
    public CpuThreadPolicy threads = CpuThreadPolicy.PREFER;

    private @Nullable HostState host;
    private @Nullable NfvRequest request;

    @Setup
    public void prepare() {
        String[] parts = shape.split(" ", -1);
        var state = BenchmarkHosts.shape(parts[0]).filled(fill).state(1);
        var wish = BenchmarkRequests.of(Integer.parseInt(parts[1]), 2, 1, PageSize.MIB_2).threads(threads).request();
        if (!(NfvPlanner.plan(state, wish) instanceof Plan)) {
            throw new IllegalStateException("does not fit");
        }
        host = state;
        request = wish;
    }

    @Benchmark
    public PlanResult plan() {
        return NfvPlanner.plan(Prepared.of(host), Prepared.of(request));
    }
}
