package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;

/**
 * Reads what flavor, image and ports say into one request. The meaning of every key is Nova's, but for what
 * docs/differences-from-nova.md lists. Pure.
 */
public final class NfvRequests {
    // A guest of this size is no guest; below it, KiB fit a long.
    private static final long MOST_MIB = 1L << 43;

    private NfvRequests() {}

    /** Every reason is listed; but keys that are wrong in themselves are not compared with each other. */
    public static RequestResult read(RequestInput input) {
        return read(input, Optional.empty());
    }

    /**
     * The same with the devices that {@code pci_passthrough:alias} names.
     *
     * @param aliases what the operator declared; empty = not known here, so that the key is only checked for its form
     */
    public static RequestResult read(RequestInput input, Optional<PciAliases> aliases) {
        var reading = new Reading(input.flavor(), input.image());
        checkSizes(reading, input);
        reading.check();
        if (reading.isRefused()) {
            return new RequestResult.Invalid(reading.reasons());
        }
        var request = request(reading, input, aliases);
        return reading.isRefused() ? new RequestResult.Invalid(reading.reasons()) : new RequestResult.Valid(request);
    }

    private static void checkSizes(Reading reading, RequestInput input) {
        if (input.flavor().vcpus() > CpuSet.LIMIT) {
            reading.refuse(RequestRule.OUT_OF_RANGE, List.of("vcpus"), "at most " + CpuSet.LIMIT,
                    Integer.toString(input.flavor().vcpus()));
        }
        if (input.flavor().memoryMib() > MOST_MIB) {
            reading.refuse(RequestRule.OUT_OF_RANGE, List.of("memory_mib"), "at most " + MOST_MIB,
                    Long.toString(input.flavor().memoryMib()));
        }
        checkRatio(reading, "cpu_allocation_ratio", input.cpuAllocationRatio());
        checkRatio(reading, "ram_allocation_ratio", input.ramAllocationRatio());
    }

    private static void checkRatio(Reading reading, String key, double ratio) {
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            reading.refuse(RequestRule.OUT_OF_RANGE, List.of(key), "a ratio above 0", Double.toString(ratio));
        }
    }

    private static NfvRequest request(Reading reading, RequestInput input, Optional<PciAliases> aliases) {
        var cpus = CpuWishes.read(reading);
        var pageSize = MemoryWishes.pageSize(reading);
        boolean topology = cpus.policy() != CpuPolicy.SHARED || !(pageSize instanceof PageSizeWish.Unset)
                || reading.flavor("hw:pmem") != null;
        var cells = CellWishes.read(reading, topology, cpus.dedicated());
        Agreement.check(reading);
        var pci = new ArrayList<>(input.pci());
        aliases.ifPresent(declared -> pci.addAll(declared.wishes(reading)));
        return new NfvRequest(input.flavor().vcpus(), input.flavor().memoryMib() * 1024, cpus.policy(),
                cpus.threadPolicy(), cpus.emulatorThreads(), cpus.ioThreads(), cpus.realtime(),
                MemoryWishes.isLocked(reading, !cpus.realtime().isEmpty()), pageSize, TopologyWishes.read(reading),
                cells, PciWishes.read(reading, pci), input.physicalNetworks(), input.tunneled(),
                input.cpuAllocationRatio(), input.ramAllocationRatio());
    }
}
