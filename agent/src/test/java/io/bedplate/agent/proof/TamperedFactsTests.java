package io.bedplate.agent.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Samples;
import io.bedplate.agent.kernel.ControlGroup;
import io.bedplate.agent.kernel.MemoryArea;
import io.bedplate.agent.kernel.PassedFunction;
import io.bedplate.agent.kernel.PassedFunction.Interrupt;
import io.bedplate.agent.kernel.ProcessFacts;
import io.bedplate.agent.kernel.ProcessThread;
import io.bedplate.agent.kernel.ThreadRole;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/** As {@link PlacementVerifierTests}: scheduling, control groups and passed-through functions. */
final class TamperedFactsTests {
    private static final Guest GUEST = new Guest(new InstanceId(new UUID(1, 2)), "vm", GuestState.RUNNING,
            OptionalLong.of(50));
    private static final PciAddress FUNCTION = PciAddress.parse("0000:3b:02.1");
    private static final CpuSet CELL_CPUS = CpuSet.range(2, 5);

    private final List<ProcessThread> threads = new ArrayList<>(
            List.of(thread(50, "qemu-system-x86", "0-1", 0), thread(51, "CPU 0/KVM", "2", 0),
                    thread(52, "CPU 1/KVM", "3", 1), thread(53, "CPU 2/KVM", "0-1", 0)));
    private final GuestPlacement claimed = claimed(IoThreads.NONE);
    private PassedFunction function = function("vfio-pci", true, 1, CpuSet.of(4));
    private Surroundings around = new Surroundings(CpuSet.of(5, 6), new TreeMap<>(Map.of(1, CELL_CPUS)));

    private static GuestPlacement claimed(IoThreads ioThreads) {
        var mixed = Samples.mixed();
        return new GuestPlacement(mixed.cells(), mixed.sharedCpus(), mixed.emulatorCpus(), ioThreads, CpuSet.of(1),
                false, mixed.topology(), List.of(new PlacedDevice(FUNCTION, OptionalInt.of(1))));
    }

    private static ProcessThread thread(int tid, String name, String cpus, int priority) {
        return new ProcessThread(tid, name, ThreadRole.ofName(name), CpuSet.parse(cpus), CpuSet.of(1), priority > 0,
                priority);
    }

    private static PassedFunction function(String driver, boolean held, int cell, CpuSet interrupted) {
        return new PassedFunction(FUNCTION, Optional.of(driver).filter(name -> !name.isEmpty()), Optional.of("12"),
                held, OptionalInt.of(cell), List.of(new Interrupt(61, interrupted)));
    }

    private void group(int index, String path, CpuSet cpus) {
        var old = threads.get(index);
        threads.set(index, new ProcessThread(old.tid(), old.name(), old.role(), old.allowedCpus(), old.allowedCells(),
                old.fifo(), old.priority(), Optional.of(new ControlGroup(path, cpus))));
    }

    private Evidence evidence(GuestPlacement placement) {
        var memory = List.of(new MemoryArea("bind:1", Optional.of(CpuSet.of(1)), Optional.empty(), PageSize.MIB_2,
                new TreeMap<>(Map.of(1, 128L))));
        return PlacementVerifier.verify(GUEST, placement,
                Optional.of(new ProcessFacts(50, threads, memory, 0, List.of(function))), around, Instant.EPOCH);
    }

    private void assertFound(Difference difference, String sentence) {
        assertThat(evidence(claimed).differences()).containsExactly(difference);
        assertThat(difference.sentence()).isEqualTo(sentence);
    }

    @Test
    void aGuestAsClaimedHasNoDifference() {
        group(0, "vm/emulator", CpuSet.range(0, 1));
        group(1, "vm/vcpu0", CpuSet.of(2));

        assertThat(evidence(claimed).differences()).isEmpty();
        assertThat(evidence(claimed).remarks()).isEmpty();
        assertThat(evidence(claimed).functions())
                .containsExactly(new Evidence.FunctionRow(function, OptionalInt.of(1)));
    }

    @Test
    void aRealtimeVcpuOfAnotherPriorityIsFound() {
        threads.set(2, thread(52, "CPU 1/KVM", "3", 50));
        assertFound(new Difference.OtherPriority("vcpu 1", 52, 1, 50),
                "vcpu 1 (thread 52): priority 1 wanted, 50 found");
    }

    @Test
    void anOrdinaryVcpuThatWasMadeRealtimeIsFound() {
        threads.set(1, thread(51, "CPU 0/KVM", "2", 7));
        assertFound(new Difference.NotOrdinary("vcpu 0", 51, 7),
                "vcpu 0 (thread 51): no realtime priority wanted, 7 found");
    }

    @Test
    void aControlGroupThatWasWidenedIsFoundOnceForAllItsThreads() {
        threads.add(thread(60, "worker", "0-1", 0));
        group(0, "vm/emulator", CpuSet.range(0, 3));
        group(4, "vm/emulator", CpuSet.range(0, 3));
        assertFound(new Difference.GroupElsewhere("emulator", "vm/emulator", CpuSet.range(0, 1), CpuSet.range(0, 3)),
                "emulator (control group vm/emulator): CPUs 0-1 wanted, 0-3 allowed");
    }

    @Test
    void aFunctionThatWasReboundIsFound() {
        function = function("igbvf", true, 1, CpuSet.of(4));
        assertFound(new Difference.FunctionUnbound(FUNCTION, "igbvf"),
                "PCI function 0000:3b:02.1: driver vfio-pci wanted, igbvf found");
        function = function("", true, 1, CpuSet.of(4));
        assertFound(new Difference.FunctionUnbound(FUNCTION, ""),
                "PCI function 0000:3b:02.1: driver vfio-pci wanted, none found");
    }

    @Test
    void aFunctionWhoseGroupTheGuestDoesNotHoldIsFound() {
        function = function("vfio-pci", false, 1, CpuSet.of(4));
        assertFound(new Difference.GroupNotHeld(FUNCTION, "12"),
                "PCI function 0000:3b:02.1: IOMMU group 12 held by the guest wanted, not found");
    }

    @Test
    void aFunctionOfAnotherCellIsFound() {
        function = function("vfio-pci", true, 3, CpuSet.of(4));
        assertFound(new Difference.FunctionElsewhere(FUNCTION, 1, OptionalInt.of(3)),
                "PCI function 0000:3b:02.1: cell 1 wanted, 3 found");
        function = new PassedFunction(FUNCTION, function.driver(), function.iommuGroup(), true, OptionalInt.empty(),
                List.of());
        assertFound(new Difference.FunctionElsewhere(FUNCTION, 1, OptionalInt.empty()),
                "PCI function 0000:3b:02.1: cell 1 wanted, none found");
    }

    @Test
    void anInterruptOnAPcpuOfAnotherGuestIsFound() {
        function = function("vfio-pci", true, 1, CpuSet.of(4, 5));
        assertFound(new Difference.InterruptOnForeign(FUNCTION, 61, CpuSet.of(5), CpuSet.of(4, 5)),
                "PCI function 0000:3b:02.1: interrupt 61 off the CPUs of other guests wanted, found on 4-5, of which 5 are theirs");
    }

    @Test
    void anInterruptInAnotherCellIsARemark() {
        function = function("vfio-pci", true, 1, CpuSet.of(0));
        var far = new Difference.InterruptFar(FUNCTION, 61, CELL_CPUS, CpuSet.of(0));

        assertThat(evidence(claimed).inForce()).isTrue();
        assertThat(evidence(claimed).remarks()).containsExactly(far);
        assertThat(far.sentence())
                .isEqualTo("PCI function 0000:3b:02.1: interrupt 61 on CPUs 2-5 would be near, found on 0");
        around = Surroundings.NONE;
        assertThat(evidence(claimed).remarks()).isEmpty();
    }

    @Test
    void aWorkerOfAnIoThreadIsWhereThatIs() {
        threads.add(thread(70, "IO iothread1", "6", 0));
        threads.add(thread(71, "worker", "6", 0));
        assertThat(evidence(claimed(new IoThreads(1, CpuSet.of(6)))).differences()).isEmpty();
        threads.set(5, thread(71, "worker", "7", 0));
        assertThat(evidence(claimed(new IoThreads(1, CpuSet.of(6)))).differences()).containsExactly(
                new Difference.ThreadElsewhere("emulator", 71, CpuSet.range(0, 1), CpuSet.of(7)));
    }
}
