package io.bedplate.agent.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.agent.kernel.PassedFunction;
import io.bedplate.agent.proof.Evidence.FunctionRow;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;

/** PCI functions passed to the guest: driver, IOMMU group, cell, and where their interrupts go. */
final class FunctionCheck {
    private static final String VFIO = "vfio-pci";

    private FunctionCheck() {}

    static List<FunctionRow> rows(GuestPlacement claimed, List<PassedFunction> found) {
        return found.stream().map(function -> new FunctionRow(function, cell(claimed, function))).toList();
    }

    private static OptionalInt cell(GuestPlacement claimed, PassedFunction function) {
        return claimed.devices().stream().filter(device -> device.address().equals(function.address())).findFirst()
                .map(PlacedDevice::cell).orElse(OptionalInt.empty());
    }

    static List<Difference> differences(List<FunctionRow> rows, Surroundings around) {
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            var function = row.found();
            String driver = function.driver().orElse("");
            if (!driver.equals(VFIO)) {
                differences.add(new Difference.FunctionUnbound(function.address(), driver));
            }
            function.iommuGroup().filter(_ -> !function.held()).ifPresent(
                    group -> differences.add(new Difference.GroupNotHeld(function.address(), group)));
            if (row.claimedCell().isPresent() && !row.claimedCell().equals(function.cell())) {
                differences.add(new Difference.FunctionElsewhere(function.address(), row.claimedCell().getAsInt(),
                        function.cell()));
            }
            function.interrupts().stream().filter(line -> line.cpus().intersects(around.foreignCpus()))
                    .forEach(line -> differences.add(new Difference.InterruptOnForeign(function.address(),
                            line.number(), around.foreignCpus().and(line.cpus()), line.cpus())));
        }
        return differences;
    }

    /** Interrupts that cross from one cell to another cost time, but nobody's claim. */
    static List<Difference> remarks(GuestPlacement claimed, List<FunctionRow> rows, Surroundings around) {
        var near = claimed.cells().stream().map(PlacedCell::hostCell).map(around::cpusOf).reduce(CpuSet.empty(),
                CpuSet::or);
        if (near.isEmpty()) {
            return List.of();
        }
        return rows.stream().flatMap(row -> row.found().interrupts().stream()
                .filter(line -> !near.containsAll(line.cpus()))
                .<Difference>map(line -> new Difference.InterruptFar(row.found().address(), line.number(), near,
                        line.cpus())))
                .toList();
    }
}
