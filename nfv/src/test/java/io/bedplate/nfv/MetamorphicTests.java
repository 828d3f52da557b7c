package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PciDevice;
import io.bedplate.numa.GuestCell;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of host or request that must not change the answer, or only in one direction. */
final class MetamorphicTests {
    private static final int CASES = 10_000;

    @Test
    void doesNotCareHowCellsAreNumbered() {
        forAll((host, request) -> {
            boolean fits = fits(host, request);
            assertThat(fits(renumbered(host), renumbered(request))).as("%s %s", host, request).isEqualTo(fits);
            return fits;
        });
    }

    @Test
    void fitsStillWhenTheHostHasMore() {
        forAll((host, request) -> {
            boolean fits = fits(host, request);
            if (fits) {
                assertThat(fits(withMore(host), request)).as("%s %s", host, request).isTrue();
            }
            return fits;
        });
    }

    @Test
    void fitsStillWhenAGuestHasLeft() {
        forAll((host, request) -> {
            boolean fits = fits(host, request);
            if (fits) {
                var emptier = new RandomHosts.Host(host.topology(), host.config(), HostUsage.NONE);
                assertThat(fits(emptier, request)).as("%s %s", host, request).isTrue();
            }
            return fits;
        });
    }

    @Test
    void fitsStillWhenLessIsAsked() {
        forAll((host, request) -> {
            boolean fits = fits(host, request);
            if (fits && request.cells().size() > 1) {
                assertThat(fits(host, withoutNetworksAndDevices(request))).as("%s %s", host, request).isTrue();
            }
            return fits;
        });
    }

    @Test
    void fitsStillWhenIoThreadsGiveUpTheirCpus() {
        forAll((host, request) -> {
            boolean fits = fits(host, request);
            if (fits) {
                var shared = AlteredRequests.with(request, request.ioThreads().shared());
                assertThat(fits(host, shared)).as("%s %s", host, request).isTrue();
            }
            return fits;
        });
    }

    private static void forAll(BiFunction<RandomHosts.Host, NfvRequest, Boolean> property) {
        int fitting = 0;
        for (int i = 0; i < CASES; i++) {
            var random = new Random(31L * i);
            var host = new RandomHosts(random).next();
            fitting += property.apply(host, new RandomRequests(random).next()) ? 1 : 0;
        }
        assertThat(fitting).isGreaterThan(CASES / 10);
    }

    private static boolean fits(RandomHosts.Host host, NfvRequest request) {
        return NfvPlanner.plan(host.state(), request) instanceof Plan;
    }

    // Ids run 0..12 in random hosts: mirroring them turns the order round.
    private static int mirrored(int id) {
        return 20 - id;
    }

    private static RandomHosts.Host renumbered(RandomHosts.Host host) {
        var old = host.topology();
        var cells = old.cells().stream().map(cell -> new NumaCell(mirrored(cell.id()), cell.socket(), cell.cpus(),
                cell.memoryKib(), cell.pools())).toList();
        var distances = old.distances().reversed().stream().map(row -> List.copyOf(row.reversed())).toList();
        var pci = old.pci().stream().map(device -> new PciDevice(device.address(), device.vendorId(),
                device.productId(), mirrored(device.cell()), device.type(), device.totalVfs(), device.vfs(),
                device.parent(), device.driver(), device.iommuGroup(), device.netDevice())).toList();
        var topology = new HostTopology(old.name(), old.arch(), cells, old.cores(), distances, old.caches(), pci);
        var config = host.config();
        var reserved = config.reservedPages().stream().map(pages -> new HostConfig.ReservedPages(
                mirrored(pages.cell()), pages.size(), pages.count())).toList();
        var networks = new TreeMap<String, HostConfig.CellIds>();
        config.physicalNetworks().forEach((name, near) -> networks.put(name, mirrored(near)));
        var usage = host.usage();
        return new RandomHosts.Host(topology,
                new HostConfig(config.dedicatedCpus(), config.sharedCpus(), reserved, networks,
                        mirrored(config.tunnelCells())),
                new HostUsage(usage.pinnedCpus(), mirrored(usage.sharedVcpus()), mirrored(usage.memoryMib()),
                        mirrored(usage.pages()), usage.pci()));
    }

    private static OptionalInt mirrored(OptionalInt id) {
        return id.isPresent() ? OptionalInt.of(mirrored(id.getAsInt())) : id;
    }

    private static HostConfig.CellIds mirrored(HostConfig.CellIds near) {
        return new HostConfig.CellIds(near.ids().stream().map(MetamorphicTests::mirrored).toList());
    }

    private static <V> SortedMap<Integer, V> mirrored(Map<Integer, V> byCell) {
        var map = new TreeMap<Integer, V>();
        byCell.forEach((id, value) -> map.put(mirrored(id), value));
        return map;
    }

    private static NfvRequest renumbered(NfvRequest request) {
        var cells = request.cells().stream().map(cell -> new GuestCell(cell.id(), cell.vcpus(), cell.dedicated(),
                cell.memoryKib(), mirrored(cell.hostCell()))).toList();
        return AlteredRequests.with(request, cells, request.pci());
    }

    /** One core, some pages of each size and some memory more on every cell. */
    private static RandomHosts.Host withMore(RandomHosts.Host host) {
        var old = host.topology();
        int next = Math.max(old.onlineCpus().last(), host.config().dedicatedCpus().orElse(CpuSet.empty()).last());
        next = Math.max(next, host.config().sharedCpus().orElse(CpuSet.empty()).last());
        next = Math.max(next, host.usage().pinnedCpus().last()) + 1;
        var cells = new ArrayList<NumaCell>();
        var cores = new ArrayList<>(old.cores());
        var added = CpuSet.empty();
        for (var cell : old.cells()) {
            var core = CpuSet.range(next, next + 1);
            next += 2;
            added = added.or(core);
            cores.add(core);
            var pools = cell.pools().stream().map(pool -> new PagePool(pool.size(), pool.total() + 2, pool.free() + 2))
                    .toList();
            long more = pools.stream().mapToLong(pool -> 2 * pool.size().kib()).sum() + (16 << 10);
            cells.add(new NumaCell(cell.id(), cell.socket(), cell.cpus().or(core), cell.memoryKib() + more, pools));
        }
        var config = host.config();
        // More dedicated CPUs only: a new shared sibling would be a stranger to isolated vCPUs.
        var set = added;
        var dedicated = config.dedicatedCpus().map(cpus -> cpus.or(set));
        return new RandomHosts.Host(
                new HostTopology(old.name(), old.arch(), cells, cores, old.distances(), old.caches(), old.pci()),
                new HostConfig(dedicated, config.sharedCpus(), config.reservedPages(), config.physicalNetworks(),
                        config.tunnelCells()),
                host.usage());
    }

    private static NfvRequest withoutNetworksAndDevices(NfvRequest request) {
        var fewer = AlteredRequests.with(request, request.cells(), List.of());
        return new NfvRequest(fewer.vcpus(), fewer.memoryKib(), fewer.cpuPolicy(), fewer.threadPolicy(),
                fewer.emulatorThreads(), fewer.ioThreads(), fewer.realtimeVcpus(), fewer.lockedMemory(),
                fewer.pageSize(), fewer.topology(), fewer.cells(), fewer.pci(), new TreeSet<>(), false,
                fewer.cpuAllocationRatio(), fewer.ramAllocationRatio());
    }
}
