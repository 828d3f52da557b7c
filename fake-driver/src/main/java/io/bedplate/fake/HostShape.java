package io.bedplate.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.PciDeviceType;

/**
 * A regular host in a few numbers: equal cells, one socket each. As on x86, all first threads of the host are numbered
 * before all second ones. Irregular hosts are given as a {@link HostTopology}.
 *
 * @param cells            at least 1
 * @param coresPerCell     at least 1
 * @param threads          per core, at least 1
 * @param memoryMibPerCell huge pages included
 * @param pages2mPerCell   pages of 2 MiB, all free
 * @param pages1gPerCell   pages of 1 GiB, all free
 * @param vfsPerCell       virtual functions of the one PF of each cell, 0..240; 0 = no PF
 */
public record HostShape(String name, int cells, int coresPerCell, int threads, long memoryMibPerCell,
        long pages2mPerCell, long pages1gPerCell, int vfsPerCell) {
    private static final int LOCAL = 10;
    private static final int REMOTE = 21;
    private static final long CACHE_KIB_PER_CORE = 2048;
    private static final int FIRST_BUS = 0x3b;
    private static final int MOST_VFS = 240;

    /** One cell, two cores, 8 GiB, 512 pages of 2 MiB. */
    public static final HostShape SMALL = new HostShape("simulated", 1, 2, 1, 8192, 512, 0, 0);

    public HostShape {
        if (cells < 1 || cells > 0xff - FIRST_BUS || coresPerCell < 1 || threads < 1
                || (long) cells * coresPerCell * threads > CpuSet.LIMIT) {
            throw new IllegalArgumentException(
                    "simulated host: %d cells of %d cores of %d threads; wanted 1 to %d cells and 1 to %d CPUs"
                            .formatted(cells, coresPerCell, threads, 0xff - FIRST_BUS, CpuSet.LIMIT));
        }
        if (pages2mPerCell < 0 || pages1gPerCell < 0
                || pages2mPerCell * 2 + pages1gPerCell * 1024 > memoryMibPerCell) {
            throw new IllegalArgumentException(
                    "simulated host: %d pages of 2 MiB and %d of 1 GiB do not fit %d MiB of a cell"
                            .formatted(pages2mPerCell, pages1gPerCell, memoryMibPerCell));
        }
        if (vfsPerCell < 0 || vfsPerCell > MOST_VFS) {
            throw new IllegalArgumentException(
                    "simulated host: %d VFs per cell; wanted 0 to %d".formatted(vfsPerCell, MOST_VFS));
        }
    }

    /** The host, all pages free. */
    public HostTopology topology() {
        return new HostTopology(name, "x86_64", IntStream.range(0, cells).mapToObj(this::cell).toList(),
                IntStream.range(0, cells * coresPerCell).mapToObj(this::core).toList(), distances(),
                IntStream.range(0, cells).mapToObj(this::cache).toList(), devices());
    }

    private NumaCell cell(int id) {
        return new NumaCell(id, OptionalInt.of(id), cpus(id), memoryMibPerCell << 10,
                List.of(new PagePool(PageSize.MIB_2, pages2mPerCell, pages2mPerCell),
                        new PagePool(PageSize.GIB_1, pages1gPerCell, pages1gPerCell)));
    }

    private CpuSet cpus(int cell) {
        return IntStream.range(cell * coresPerCell, (cell + 1) * coresPerCell).mapToObj(this::core)
                .reduce(CpuSet.empty(), CpuSet::or);
    }

    private CpuSet core(int core) {
        return CpuSet.of(IntStream.range(0, threads).map(thread -> thread * cells * coresPerCell + core).toArray());
    }

    private List<List<Integer>> distances() {
        return IntStream.range(0, cells).mapToObj(
                from -> IntStream.range(0, cells).mapToObj(to -> from == to ? LOCAL : REMOTE).toList()).toList();
    }

    private Cache cache(int cell) {
        return new Cache(3, cell, CACHE_KIB_PER_CORE * coresPerCell, cpus(cell));
    }

    private List<PciDevice> devices() {
        var devices = new ArrayList<PciDevice>();
        for (int cell = 0; cell < (vfsPerCell == 0 ? 0 : cells); cell++) {
            var pf = new PciAddress(0, FIRST_BUS + cell, 0, 0);
            var vfs = IntStream.range(0, vfsPerCell).mapToObj(vf -> vf(pf, vf)).toList();
            devices.add(new PciDevice(pf, "8086", "1572", OptionalInt.of(cell), PciDeviceType.PF, MOST_VFS, vfs,
                    Optional.empty(), Optional.of("i40e"), OptionalInt.of(devices.size()),
                    Optional.of(new NetDevice("ens%df0".formatted(cell), true, Optional.empty(), Optional.empty()))));
            for (var vf : vfs) {
                devices.add(new PciDevice(vf, "8086", "154c", OptionalInt.of(cell), PciDeviceType.VF, 0, List.of(),
                        Optional.of(pf), Optional.of("vfio-pci"), OptionalInt.of(devices.size()), Optional.empty()));
            }
        }
        return devices;
    }

    /** VFs begin at slot 2, as with the adapter whose ids these are. */
    private static PciAddress vf(PciAddress pf, int index) {
        return new PciAddress(pf.domain(), pf.bus(), 2 + index / 8, index % 8);
    }
}
