package io.bedplate.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.host.PageSize;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Rejection;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;

/** A request that fits a host nowhere, by the names of nova-figures 1.2. */
record InfeasibleCase(HostState host, NfvRequest request) {
    InfeasibleCase {
        if (!(NfvPlanner.plan(host, request) instanceof Rejection)) {
            throw new IllegalArgumentException("fits");
        }
    }

    /**
     * One case.
     *
     * @param obstacle lastbig: the last guest cell is too big; hall: two guest cells fit one host cell only; pci: more VFs
     *                 than there are; reach: one VF more than the cells of the guest can reach; physnet: one network more
     *                 than guest cells; full: no guest cell fits; isolate: no whole core on a host nine tenths full
     */
    static InfeasibleCase of(String obstacle, String shape, int cells) {
        var host = BenchmarkHosts.shape(shape);
        var alike = BenchmarkRequests.of(cells, 2, 1, PageSize.MIB_2);
        return switch (obstacle) {
            case "lastbig" -> new InfeasibleCase(host.state(1), alike.lastCells(1, 100).request());
            case "hall" -> new InfeasibleCase(host.filled(0.5).stateWithEmptyCell(1, 0),
                    alike.lastCells(2, 40).request());
            case "pci" -> new InfeasibleCase(host.withVfs(2, 64).state(1),
                    alike.vfs(100_000, PciNumaPolicy.REQUIRED).request());
            case "reach" -> new InfeasibleCase(host.withVfs(2, 64).state(1),
                    alike.vfs(128 * cells + 1, PciNumaPolicy.REQUIRED).request());
            case "physnet" -> new InfeasibleCase(host.state(1), alike.networks(cells + 1).request());
            case "full" -> new InfeasibleCase(host.state(1), alike.lastCells(cells, 60).request());
            case "isolate" -> new InfeasibleCase(host.filled(0.9).state(1),
                    alike.threads(CpuThreadPolicy.ISOLATE).request());
            default -> throw new IllegalArgumentException("obstacle \"%s\"".formatted(obstacle));
        };
    }

    /** The obstacles that a shape of so many host cells can have for so many guest cells. */
    static List<String> obstacles(int hostCells, int guestCells) {
        var obstacles = new ArrayList<>(List.of("lastbig", "pci", "full"));
        if (guestCells > 1) {
            obstacles.add("hall");
        }
        if (guestCells < hostCells) {
            obstacles.addAll(List.of("physnet", "reach"));
        }
        return obstacles;
    }
}
