package io.bedplate.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * Where every part of a guest runs: exact identities, decided by the planner, put in force by a driver, verified against
 * the kernel.
 *
 * @param cells         guest cells ascending by id from 0; empty for a guest without NUMA topology, which floats
 * @param sharedCpus    pCPUs that floating vCPUs may use when there are no cells; else empty
 * @param emulatorCpus  pCPUs for the hypervisor's own threads; empty = wherever the driver puts them
 * @param ioThreads     threads for the guest's disks beside the hypervisor's main loop
 * @param realtimeVcpus vCPUs scheduled SCHED_FIFO
 * @param lockedMemory  no page of the guest may be swapped or moved
 * @param topology      sockets, cores and threads the guest sees
 * @param devices       passed-through PCI functions in the order of the requests
 */
public record GuestPlacement(List<PlacedCell> cells, CpuSet sharedCpus, CpuSet emulatorCpus, IoThreads ioThreads,
        CpuSet realtimeVcpus, boolean lockedMemory, GuestCpuTopology topology, List<PlacedDevice> devices) {

    /**
     * Of realtime vCPUs under SCHED_FIFO. Above ordinary tasks is enough; the kernel's own threads must still get through.
     */
    public static final int REALTIME_PRIORITY = 1;

    public GuestPlacement {
        cells = List.copyOf(cells);
        devices = List.copyOf(devices);
    }

    /**
     * The pCPUs of the pins, the siblings blocked for them and the I/O threads' own; the emulator's are not among them.
     */
    public CpuSet dedicatedCpus() {
        return cells.stream().map(cell -> cell.pinnedCpus().or(cell.blockedCpus())).reduce(ioThreads.cpus(),
                CpuSet::or);
    }

    /** The same place with other functions passed through. */
    public GuestPlacement withDevices(List<PlacedDevice> others) {
        return new GuestPlacement(cells, sharedCpus, emulatorCpus, ioThreads, realtimeVcpus, lockedMemory, topology,
                others);
    }

    /**
     * The guest's pool of I/O threads, which are numbered from 1.
     *
     * @param count 0 = none: the main loop serves the disks
     * @param cpus  one pCPU for each thread, which no vCPU of any guest shares; empty = the threads run where the emulator
     *              threads do
     */
    public record IoThreads(int count, CpuSet cpus) {
        public static final IoThreads NONE = new IoThreads(0, CpuSet.empty());

        public IoThreads {
            if (count < 0 || (!cpus.isEmpty() && cpus.size() != count)) {
                throw new IllegalArgumentException("%d I/O threads on pCPUs [%s]".formatted(count, cpus));
            }
        }

        /** Where thread {@code number} runs: its own pCPU, in ascending order; empty = with the emulator threads. */
        public CpuSet cpusOf(int number) {
            return cpus.isEmpty() || number > count ? CpuSet.empty() : CpuSet.of(cpus.toArray()[number - 1]);
        }
    }

    /**
     * One guest cell on one host cell.
     *
     * @param vcpus       vCPUs of the guest cell
     * @param pinning     dedicated vCPU to its pCPU; vCPUs not named here float over {@code floatingOn}
     * @param floatingOn  pCPUs of the host cell for floating vCPUs
     * @param blockedCpus siblings kept idle for the sake of this guest (thread policy isolate)
     * @param memoryKib   memory of the cell
     * @param pageSize    huge-page size, or the explicitly wanted small page; empty = ordinary memory
     */
    public record PlacedCell(int id, int hostCell, CpuSet vcpus, SortedMap<Integer, Integer> pinning, CpuSet floatingOn,
            CpuSet blockedCpus, long memoryKib, Optional<PageSize> pageSize) {
        public PlacedCell {
            pinning = Pinning.copyOf(pinning);
        }

        public CpuSet pinnedCpus() {
            return Pinning.copyOf(pinning).pcpus();
        }
    }

    /** A PCI function given to the guest, and the host cell it hangs on where known. */
    public record PlacedDevice(PciAddress address, OptionalInt cell) {}
}
