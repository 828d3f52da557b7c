package io.bedplate.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

import io.bedplate.host.PageSize;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.sriov.PciNumaPolicy;

/**
 * The planner's side of {@code benchmarks/compare-nova}: one line per row, name and median microseconds of CPU time,
 * tab between. CPU time, because a ratio must not depend on who else was on the machine.
 */
public final class PlannerFigures {
    private static final long WARM_UP_NANOS = 500_000_000;
    private static final int BATCHES = 15;
    private static final double[] FILLS = {0, 0.25, 0.5, 0.75, 0.9};
    private static Object last = "";

    private PlannerFigures() {}

    public static void main(String[] args) {
        for (var shape : List.of("2x16", "4x32", "8x32", "16x16")) {
            int hostCells = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
            for (int cells = 1; cells <= Math.min(8, hostCells); cells *= 2) {
                var host = BenchmarkHosts.shape(shape).filled(0.5).state(1);
                var request = BenchmarkRequests.of(cells, 2, 1, PageSize.MIB_2).request();
                row("fits %s %d".formatted(shape, cells), () -> NfvPlanner.plan(host, request));
                for (var obstacle : InfeasibleCase.obstacles(hostCells, cells)) {
                    var no = InfeasibleCase.of(obstacle, shape, cells);
                    row("%s %s %d".formatted(obstacle, shape, cells), () -> NfvPlanner.plan(no.host(), no.request()));
                }
            }
        }
        manyHosts(args.length == 0 ? 1000 : Integer.parseInt(args[0]));
        var large = BenchmarkHosts.large().state(1);
        var fourVfs = BenchmarkRequests.of(2, 4, 1, PageSize.MIB_2).vfs(4, PciNumaPolicy.REQUIRED).request();
        row("claim-check 2000-vfs", () -> NfvPlanner.plan(large, fourVfs));
        var devices = new Devices();
        row("match 2000-vfs 1-spec", devices::matchOneSpec);
        row("match 2000-vfs 64-specs", devices::matchLastOf64Specs);
    }

    private static void manyHosts(int count) {
        var random = new Random(7);
        var states = new ArrayList<HostState>();
        for (int i = 0; i < count; i++) {
            var fill = FILLS[random.nextInt(FILLS.length)];
            states.add(BenchmarkHosts.shape("4x32").withVfs(2, 64).filled(fill).state(i));
        }
        var two = BenchmarkRequests.of(2, 8, 8, PageSize.GIB_1);
        row("hosts %d 2-cells-1G".formatted(count), () -> fitting(states, two.request()));
        row("hosts %d 2-cells-1G-2-vfs".formatted(count),
                () -> fitting(states, two.vfs(2, PciNumaPolicy.LEGACY).request()));
    }

    private static int fitting(List<HostState> states, NfvRequest request) {
        int fitting = 0;
        for (var state : states) {
            fitting += NfvPlanner.plan(state, request) instanceof Plan ? 1 : 0;
        }
        return fitting;
    }

    private static void row(String name, Supplier<Object> work) {
        var cpu = ManagementFactory.getThreadMXBean();
        int runs = 0;
        for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() < end; runs++) {
            last = work.get();
        }
        int batch = Math.max(1, runs / 50);
        double[] micros = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long start = cpu.getCurrentThreadCpuTime();
            for (int run = 0; run < batch; run++) {
                last = work.get();
            }
            micros[i] = (cpu.getCurrentThreadCpuTime() - start) / 1e3 / batch;
        }
        Arrays.sort(micros);
        System.out.printf(Locale.ROOT, "%s\t%.3f%n", name, micros[BATCHES / 2]);
        if (last.toString().isEmpty()) {
            throw new IllegalStateException("nothing measured");
        }
    }
}
