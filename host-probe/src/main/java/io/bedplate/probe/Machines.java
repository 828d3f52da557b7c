package io.bedplate.probe;

import io.bedplate.host.HostTopology;

/**
 * Hosts from one line of text, for tests, benchmarks and twins: {@code "2 cells, 16 cores, 2 threads, 1G:32"}.
 *
 * <p>
 * The line is a list of phrases between commas; order is free, each phrase stands at most once.
 *
 * <pre>
 * 2 cells           NUMA cells of the host; 1 if not said
 * ids 0 8           their ids, ascending; 0, 1, 2.. if not said
 * 2 sockets         of the host; one per cell if not said. Fewer than cells: each holds as many cells. More: a cell
 *                   spans several, and its socket is then unknown
 * 16 cores          per cell that has CPUs; 1 if not said
 * 2 threads         per core; 1 if not said
 * adjacent          CPUs of a core are numbered next to each other, as on POWER; if not said, all first threads of the
 *                   host come before all second ones, as on x86
 * 2 llcs            last-level caches per cell, cores dealt out evenly; 1 if not said
 * offline 3 7       CPUs that are numbered but not online
 * 1G:32, 2M:512     huge pages per cell that has memory, all free; any power of two
 * 64G memory        per cell that has memory, huge pages included; 8 GiB beside the huge pages if not said
 * memoryless 1      ids of cells without memory
 * cpuless 1         ids of cells without CPUs
 * distances 10 21 / 21 10   one row per cell; if not said 10 at home, 12 within a socket, 21 elsewhere
 * pf:2x8            PFs per cell, each with so many VFs; none if not said
 * pci:1             other devices per cell; none if not said
 * name lab, arch aarch64    "synthetic" and x86_64 if not said
 * </pre>
 *
 * Equal lines give equal hosts.
 */
public final class Machines {
    private Machines() {}

    /**
     * Makes the host of one line.
     *
     * @throws IllegalArgumentException naming the phrase and what was expected
     */
    public static HostTopology parse(String line) {
        return new MachineBuilder(MachineWords.read(line)).build();
    }
}
