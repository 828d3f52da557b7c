package io.bedplate.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;

/** A host from the phrases of its line. */
final class MachineBuilder {
    private static final long DEFAULT_SMALL_PAGES_KIB = 8L << 20;
    private static final long LLC_KIB = 32 << 10;
    private static final int LLC_LEVEL = 3;

    private final MachineWords words;
    private final List<Integer> idsWithCpus;
    private final int coresOfHost;

    MachineBuilder(MachineWords words) {
        this.words = words;
        this.idsWithCpus = words.ids.stream().filter(id -> !words.cpuless.contains(id)).toList();
        this.coresOfHost = idsWithCpus.size() * words.cores;
        check();
    }

    private void check() {
        require(words.ids.size() == words.cells && words.ids.stream().sorted().distinct().toList().equals(words.ids),
                "ids", "one id per cell, ascending");
        require(words.ids.containsAll(words.memoryless), "memoryless", "ids of cells");
        require(words.ids.containsAll(words.cpuless), "cpuless", "ids of cells");
        require(words.cells % words.sockets == 0 || words.sockets % words.cells == 0, "sockets",
                "a divisor or a multiple of the number of cells");
        require(words.cores % words.llcs == 0, "llcs", "a divisor of the number of cores");
        require((long) coresOfHost * words.threads <= CpuSet.LIMIT, "cores", "at most " + CpuSet.LIMIT + " CPUs");
        require(words.distances.isEmpty() || isSquare(words.distances, words.cells), "distances",
                "as many rows and columns as cells");
        words.memoryKib.ifPresent(kib -> require(poolKib() <= kib, "memory", "room for the huge pages"));
    }

    private static boolean isSquare(List<List<Integer>> rows, int size) {
        return rows.size() == size && rows.stream().allMatch(row -> row.size() == size);
    }

    private static void require(boolean holds, String phrase, String wanted) {
        if (!holds) {
            throw MachineWords.wrong(phrase, wanted);
        }
    }

    HostTopology build() {
        var cells = IntStream.range(0, words.cells).mapToObj(this::cell).toList();
        var cores = IntStream.range(0, coresOfHost).mapToObj(this::core).filter(core -> !core.isEmpty()).toList();
        return new HostTopology(words.name, words.arch, cells, cores, distances(), caches(),
                new MachineDevices(words).build());
    }

    private NumaCell cell(int index) {
        int id = words.ids.get(index);
        var cpus = CpuSet.empty();
        for (int core : coresOf(id)) {
            cpus = cpus.or(core(core));
        }
        boolean memoryless = words.memoryless.contains(id);
        long memoryKib = memoryless ? 0 : words.memoryKib.orElse(poolKib() + DEFAULT_SMALL_PAGES_KIB);
        return new NumaCell(id, cpus.isEmpty() ? OptionalInt.empty() : socket(index), cpus, memoryKib,
                memoryless ? List.of() : pools());
    }

    private int[] coresOf(int id) {
        int place = idsWithCpus.indexOf(id);
        return place < 0 ? new int[0] : IntStream.range(place * words.cores, (place + 1) * words.cores).toArray();
    }

    private CpuSet core(int core) {
        var cpus = CpuSet.empty();
        for (int thread = 0; thread < words.threads; thread++) {
            cpus = cpus.plus(words.adjacent ? core * words.threads + thread : thread * coresOfHost + core);
        }
        return cpus.minus(words.offline);
    }

    private OptionalInt socket(int index) {
        return words.sockets > words.cells
                ? OptionalInt.empty()
                : OptionalInt.of(index / (words.cells / words.sockets));
    }

    private long poolKib() {
        return pools().stream().mapToLong(pool -> pool.total() * pool.size().kib()).sum();
    }

    private List<PagePool> pools() {
        return words.pages.entrySet().stream()
                .map(entry -> new PagePool(entry.getKey(), entry.getValue(), entry.getValue())).toList();
    }

    private List<List<Integer>> distances() {
        if (!words.distances.isEmpty()) {
            return words.distances;
        }
        return IntStream.range(0, words.cells)
                .mapToObj(from -> IntStream.range(0, words.cells).mapToObj(to -> distance(from, to)).toList()).toList();
    }

    private int distance(int from, int to) {
        if (from == to) {
            return 10;
        }
        var socket = socket(from);
        return socket.isPresent() && socket.equals(socket(to)) ? 12 : 21;
    }

    private List<Cache> caches() {
        var caches = new ArrayList<Cache>();
        int coresPerLlc = words.cores / words.llcs;
        for (int first = 0; first < coresOfHost; first += coresPerLlc) {
            var cpus = IntStream.range(first, first + coresPerLlc).mapToObj(this::core).reduce(CpuSet.empty(),
                    CpuSet::or);
            if (!cpus.isEmpty()) {
                caches.add(new Cache(LLC_LEVEL, first / coresPerLlc, LLC_KIB, cpus));
            }
        }
        return caches;
    }
}
