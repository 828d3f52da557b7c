package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciDevice;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciRequest;

/** Says everything that is wrong with a plan; empty for a right one. */
final class PlanChecker {
    private final OracleHost host;
    private final NfvRequest request;
    private final Plan plan;
    private final OracleRules rules;
    private final List<String> faults = new ArrayList<>();

    private PlanChecker(OracleHost host, NfvRequest request, Plan plan) {
        this.host = host;
        this.request = request;
        this.plan = plan;
        this.rules = new OracleRules(host, request);
    }

    static List<String> faults(OracleHost host, NfvRequest request, Plan plan) {
        var checker = new PlanChecker(host, request, plan);
        checker.check();
        return checker.faults;
    }

    private void wrongIf(boolean wrong, String what) {
        if (wrong) {
            faults.add(what);
        }
    }

    private void check() {
        var placement = plan.placement();
        var hostCells = placement.cells().stream().map(PlacedCell::hostCell).collect(Collectors.toSet());
        wrongIf(placement.cells().size() != request.cells().size(), "number of cells");
        wrongIf(hostCells.size() != placement.cells().size(), "two guest cells on one host cell");
        wrongIf(placement.topology().vcpus() != request.vcpus(), "guest topology");
        wrongIf(request.threadPolicy() == CpuThreadPolicy.REQUIRE && request.topology().equals(CpuTopologyWish.NONE)
                && placement.topology().threads() != siblings(), "threads that the guest sees");
        for (int guest = 0; guest < placement.cells().size(); guest++) {
            checkCell(guest, placement.cells().get(guest), request.cells().get(guest));
        }
        if (request.cells().isEmpty()) {
            hostCells = host.cells.keySet();
            checkFloating();
        } else {
            wrongIf(!rules.networksAreNear(hostCells), "networks");
            checkEmulator();
        }
        checkDevices(hostCells);
    }

    /** The most neighbouring vCPUs, dealt out evenly, that share a core each time. */
    private int siblings() {
        var pins = new TreeMap<Integer, Integer>();
        plan.placement().cells().forEach(cell -> pins.putAll(cell.pinning()));
        return IntStream.rangeClosed(1, request.vcpus()).filter(threads -> request.vcpus() % threads == 0)
                .filter(threads -> IntStream.range(0, request.vcpus())
                        .allMatch(vcpu -> threads == 1 || shareCore(pins.get(vcpu), pins.get(vcpu - vcpu % threads))))
                .max().orElseThrow();
    }

    private boolean shareCore(@Nullable Integer pcpu, @Nullable Integer other) {
        return pcpu != null && other != null && host.topology.cores().stream()
                .anyMatch(core -> core.contains(pcpu) && core.contains(other));
    }

    private void checkFloating() {
        long wanted = 0;
        for (int cell : host.cells.keySet()) {
            wanted |= host.sharedOf(cell);
        }
        wrongIf(OracleHost.mask(plan.placement().sharedCpus()) != wanted, "shared CPUs");
    }

    private void checkCell(int guest, PlacedCell placed, GuestCell wish) {
        int cell = placed.hostCell();
        wrongIf(!host.cells.containsKey(cell), "no such host cell");
        wrongIf(wish.hostCell().isPresent() && wish.hostCell().getAsInt() != cell, "bound elsewhere");
        wrongIf(placed.id() != wish.id() || !placed.vcpus().equals(wish.vcpus()), "vCPUs");
        wrongIf(placed.memoryKib() != wish.memoryKib(), "memory");
        var pinnedVcpus = CpuSet.of(placed.pinning().keySet().stream().mapToInt(Integer::intValue).toArray());
        wrongIf(!pinnedVcpus.equals(wish.dedicated()), "pinned vCPUs");
        long pins = OracleHost.mask(placed.pinnedCpus());
        wrongIf(Long.bitCount(pins) != wish.dedicated().size(), "a pCPU twice");
        wrongIf(!rules.mayPin(cell, pins), "pins " + placed.pinnedCpus());
        wrongIf(OracleHost.mask(placed.blockedCpus()) != rules.blocked(cell, pins), "blocked CPUs");
        long helpers = guest == 0 ? helpers() : 0;
        checkHelpers(guest, cell, pins, helpers);
        wrongIf(!rules.mayFloat(cell, wish, pins, helpers), "floating vCPUs");
        checkFloatingOn(placed, wish, pins, helpers);
        long pageKib = placed.pageSize().isPresent() ? placed.pageSize().get().kib() : 0;
        wrongIf(!rules.sizes().contains(pageKib), "page size");
        wrongIf(!rules.mayHaveMemory(cell, wish.memoryKib(), pageKib), "pages");
    }

    private void checkFloatingOn(PlacedCell placed, GuestCell wish, long pins, long helpers) {
        long own = pins | rules.blocked(placed.hostCell(), pins) | helpers;
        long wanted = wish.floating().isEmpty() ? 0 : host.sharedOf(placed.hostCell()) & ~own;
        wrongIf(OracleHost.mask(placed.floatingOn()) != wanted, "floating on " + placed.floatingOn());
    }

    /** pCPUs that the emulator and I/O threads have for themselves. */
    private long helpers() {
        var placement = plan.placement();
        long emulator = request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE
                ? OracleHost.mask(placement.emulatorCpus())
                : 0;
        long ioThreads = OracleHost.mask(placement.ioThreads().cpus());
        wrongIf((emulator & ioThreads) != 0, "an I/O thread on the emulator's CPU");
        wrongIf(placement.ioThreads().count() != request.ioThreads().count(), "number of I/O threads");
        return emulator | ioThreads;
    }

    private void checkHelpers(int guest, int cell, long pins, long helpers) {
        wrongIf(Long.bitCount(helpers) != rules.helpers(guest), "number of helpers' CPUs");
        wrongIf((helpers & ~rules.forHelpers(cell, pins)) != 0, "helpers' CPUs");
        int apart = Long.bitCount(helpers & rules.apart(cell, pins));
        wrongIf(apart < Long.bitCount(helpers) && apart < new BruteForce(host, request).mostApart(guest, cell),
                "helpers beside a vCPU without need");
        wrongIf(guest == 0 && apart < Long.bitCount(helpers) && plan.remarks().isEmpty(), "no remark on helpers");
    }

    private void checkEmulator() {
        if (request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE) {
            return;
        }
        long emulator = OracleHost.mask(plan.placement().emulatorCpus());
        long own = 0;
        for (var cell : plan.placement().cells()) {
            own |= OracleHost.mask(cell.pinnedCpus()) | OracleHost.mask(cell.floatingOn());
        }
        boolean maySpread = request.emulatorThreads() == EmulatorThreadPolicy.SHARE && !host.open;
        wrongIf((emulator & ~own & ~(maySpread ? host.shared : 0)) != 0, "emulator on strangers' CPUs");
        wrongIf(own != 0 && emulator == 0, "emulator nowhere");
    }

    private void checkDevices(Set<Integer> hostCells) {
        var placed = new ArrayList<>(plan.placement().devices());
        var given = new HashSet<PciDevice>();
        for (var wish : request.pci()) {
            for (int i = 0; i < wish.count() && !placed.isEmpty(); i++) {
                var device = device(placed.removeFirst());
                wrongIf(!rules.matches(wish, device), "device of another kind");
                wrongIf(host.unavailable.contains(device.address()), "device not free");
                wrongIf(!rules.isNearEnough(wish.numaPolicy(), device, hostCells), "device too far");
                wrongIf(given.stream().anyMatch(other -> OracleRules.exclude(device, other)), "devices exclude");
                given.add(device);
            }
        }
        int wanted = request.pci().stream().mapToInt(PciRequest::count).sum();
        wrongIf(given.size() != wanted || !placed.isEmpty(), "number of devices");
    }

    private PciDevice device(PlacedDevice placed) {
        return host.topology.pci().stream().filter(device -> device.address().equals(placed.address())).findFirst()
                .orElseThrow();
    }
}
