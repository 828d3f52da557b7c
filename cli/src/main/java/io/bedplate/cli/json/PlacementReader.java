package io.bedplate.cli.json;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostConfig;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.numa.CpuTopologies;

/** Reads {@code fit}'s answer back; what it leaves out, the request and the host say. */
final class PlacementReader {
    private final NfvRequest request;
    private final HostDocument host;

    PlacementReader(NfvRequest request, HostDocument host) {
        this.request = request;
        this.host = host;
    }

    GuestPlacement read(JsonCursor json) {
        if (!json.required("fits").flag()) {
            throw json.required("fits").wrong("true: an answer that fits");
        }
        var ioCpus = json.field("io_thread_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty());
        return new GuestPlacement(json.elements("cells").stream().map(this::cell).toList(),
                json.field("shared_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                json.field("emulator_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                new IoThreads(request.ioThreads().count(), ioCpus), request.realtimeVcpus(), request.lockedMemory(),
                topology(), json.elements("pci").stream().map(PlacementReader::device).toList());
    }

    private GuestCpuTopology topology() {
        return CpuTopologies.choose(request.vcpus(), request.topology())
                .orElse(new GuestCpuTopology(request.vcpus(), 1, 1));
    }

    private PlacedCell cell(JsonCursor json) {
        int hostCell = json.required("host_node").integer(0, Integer.MAX_VALUE);
        var vcpus = json.required("vcpus").cpus();
        var pinning = pinning(json);
        boolean floats = pinning.size() < vcpus.size();
        return new PlacedCell(json.required("id").integer(0, Integer.MAX_VALUE), hostCell, vcpus, pinning,
                floats ? shared(hostCell) : CpuSet.empty(),
                json.field("blocked_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                json.required("memory_mib").number(1, HostReader.MOST_KIB / 1024) * 1024, pageSize(json));
    }

    private static SortedMap<Integer, Integer> pinning(JsonCursor json) {
        var pins = new TreeMap<Integer, Integer>();
        json.entries("pinning").forEach((vcpu, pcpu) -> pins.put(pcpu.checked(() -> Integer.valueOf(vcpu)),
                pcpu.integer(0, CpuSet.LIMIT - 1)));
        return pins;
    }

    private static Optional<PageSize> pageSize(JsonCursor json) {
        return json.field("page_size_kib").map(size -> size.checked(() -> new PageSize(size.number(1, 1L << 40))));
    }

    /** Where floating vCPUs of that cell may run, as the operator laid it down. */
    private CpuSet shared(int hostCell) {
        var cpus = host.topology().cell(hostCell).map(NumaCell::cpus).orElse(CpuSet.empty());
        HostConfig config = host.config();
        if (config.sharedCpus().isPresent()) {
            return cpus.and(config.sharedCpus().get());
        }
        return config.dedicatedCpus().isPresent() ? CpuSet.empty() : cpus;
    }

    private static PlacedDevice device(JsonCursor json) {
        return new PlacedDevice(json.required("address").parsed(PciAddress::parse),
                json.field("numa_node").map(cell -> OptionalInt.of(cell.integer(0, Integer.MAX_VALUE)))
                        .orElse(OptionalInt.empty()));
    }
}
