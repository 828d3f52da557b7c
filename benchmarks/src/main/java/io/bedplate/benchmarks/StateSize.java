package io.bedplate.benchmarks;

import java.util.ArrayList;

import io.bedplate.nfv.HostState;

/**
 * The memory of one host's state: 8 cells, 512 CPUs, 2,000 VFs, to be at most 200 KiB. Run as a program; takes the
 * difference in used heap that a hundred states make.
 */
public final class StateSize {
    private static final int STATES = 100;

    private StateSize() {}

    public static void main(String[] args) {
        var states = new ArrayList<HostState>(STATES);
        states.add(BenchmarkHosts.large().state(0));
        long before = usedBytes();
        for (int seed = 1; seed <= STATES; seed++) {
            states.add(BenchmarkHosts.large().state(seed));
        }
        long bytes = (usedBytes() - before) / STATES;
        System.out.printf("%d KiB a state (%d states)%n", bytes >> 10, states.size() - 1);
    }

    private static long usedBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
