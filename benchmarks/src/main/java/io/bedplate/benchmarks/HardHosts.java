package io.bedplate.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.IoThreadWish;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/**
 * Hosts of 64 cells and requests made to be hard: many physical networks, each near a few cells only, and three kinds of
 * devices, each on some cells only, wanted in numbers that are just enough or just too many. Which cells to take is then a
 * set cover and a multiple knapsack at once.
 */
final class HardHosts {
    private static final int CELLS = 64;
    private static final int KINDS = 3;

    private final Random random;
    private final int guests;
    private final List<PciDevice> devices = new ArrayList<>();
    /** Functions by kind and cell. */
    private final int[][] functions = new int[KINDS][CELLS];
    private final TreeMap<String, HostConfig.CellIds> networks = new TreeMap<>();

    /** A host, and a request for it. */
    record Case(HostState host, NfvRequest request) {}

    private HardHosts(long seed) {
        random = new Random(seed);
        guests = 2 + random.nextInt(11);
        addDevices();
        addNetworks();
    }

    static Case of(long seed) {
        var hosts = new HardHosts(seed);
        return new Case(hosts.state(), hosts.request());
    }

    private HostState state() {
        var plain = BenchmarkHosts.shape("64x16").topology();
        var topology = new HostTopology("hard", plain.arch(), plain.cells(), plain.cores(), plain.distances(),
                plain.caches(), devices);
        var config = new HostConfig(Optional.of(CpuSet.range(0, CELLS * 16 - 1)), Optional.empty(), List.of(),
                networks, HostConfig.NONE.tunnelCells());
        return HostState.of(topology, config, new HostUsage(pinned(), new TreeMap<>(), new TreeMap<>(),
                new TreeMap<>(), new TreeSet<>()));
    }

    /** Some cells are full for some guest cells, some for all. */
    private CpuSet pinned() {
        var pinned = CpuSet.empty();
        int inUse = random.nextInt(3);
        for (int cell = 0; cell < CELLS; cell++) {
            int used = random.nextInt(3) < inUse ? random.nextInt(17) : 0;
            pinned = used == 0 ? pinned : pinned.or(CpuSet.range(cell * 16, cell * 16 + used - 1));
        }
        return pinned;
    }

    private void addDevices() {
        int density = 1 + random.nextInt(4);
        int most = 1 + random.nextInt(6);
        for (int cell = 0; cell < CELLS; cell++) {
            for (int kind = 0; kind < KINDS; kind++) {
                if (random.nextInt(5) < density) {
                    functions[kind][cell] = 1 + random.nextInt(most);
                    addCard(cell, kind);
                }
            }
        }
    }

    private void addCard(int cell, int kind) {
        var pf = new PciAddress(kind, cell, 0, 0);
        var vfs = new ArrayList<PciAddress>();
        for (int vf = 0; vf < functions[kind][cell]; vf++) {
            vfs.add(new PciAddress(kind, cell, 1, vf));
        }
        devices.add(device(pf, "157" + kind, cell, PciDeviceType.PF, vfs, Optional.empty()));
        vfs.forEach(vf -> devices.add(device(vf, "154" + kind, cell, PciDeviceType.VF, List.of(), Optional.of(pf))));
    }

    private static PciDevice device(PciAddress address, String product, int cell, PciDeviceType type,
            List<PciAddress> vfs, Optional<PciAddress> parent) {
        return new PciDevice(address, "8086", product, OptionalInt.of(cell), type, vfs.size(), vfs, parent,
                Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    private void addNetworks() {
        int count = random.nextInt(2 * guests + 1);
        int width = 1 + random.nextInt(16);
        for (int network = 0; network < count; network++) {
            var near = new TreeSet<Integer>();
            for (int i = 0; i < width; i++) {
                near.add(random.nextInt(CELLS));
            }
            networks.put("physnet" + network, new HostConfig.CellIds(List.copyOf(near)));
        }
    }

    private NfvRequest request() {
        var cells = new ArrayList<GuestCell>();
        int vcpus = 0;
        for (int cell = 0; cell < guests; cell++) {
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(12) : 4;
            var mine = CpuSet.range(vcpus, vcpus + count - 1);
            cells.add(new GuestCell(cell, mine, mine, 1 << 20, OptionalInt.empty()));
            vcpus += count;
        }
        return new NfvRequest(vcpus, (long) guests << 20, CpuPolicy.DEDICATED, CpuThreadPolicy.PREFER,
                EmulatorThreadPolicy.UNSET, IoThreadWish.NONE, CpuSet.empty(), false,
                new PageSizeWish.Exact(PageSize.MIB_2), CpuTopologyWish.NONE, cells, wishes(),
                new TreeSet<>(networks.keySet()), false, 1, 1);
    }

    private List<PciRequest> wishes() {
        var policy = switch (random.nextInt(6)) {
            case 0 -> PciNumaPolicy.PREFERRED;
            case 1 -> PciNumaPolicy.SOCKET;
            default -> PciNumaPolicy.REQUIRED;
        };
        var wishes = new ArrayList<PciRequest>();
        double greed = 0.3 + 0.6 * random.nextDouble();
        boolean contended = random.nextInt(8) == 0;
        for (int kind = 0; kind < KINDS; kind++) {
            int card = contended && kind == 1 ? 0 : kind;
            boolean whole = contended ? kind == 1 : random.nextInt(8) == 0;
            int most = mostWithin(guests, functions[card], whole);
            wishes.add(new PciRequest(Optional.of("8086"), Optional.of((whole ? "157" : "154") + card),
                    Optional.of(whole ? PciDeviceType.PF : PciDeviceType.VF),
                    (int) Math.max(1, (contended ? greed / 2 : greed) * most), policy));
        }
        return wishes;
    }

    /** The functions of the cells that have most. */
    private static int mostWithin(int cells, int[] functions, boolean whole) {
        return Arrays.stream(functions).map(count -> whole ? Math.min(1, count) : count).sorted()
                .skip(CELLS - cells).sum();
    }
}
