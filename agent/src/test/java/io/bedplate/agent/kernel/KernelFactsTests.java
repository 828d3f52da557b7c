package io.bedplate.agent.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.agent.Samples;
import io.bedplate.agent.kernel.PassedFunction.Interrupt;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostTree;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of /proc and /sys as kernels print them. */
final class KernelFactsTests {
    private static final PciAddress FUNCTION = PciAddress.parse("0000:3b:02.1");

    private static String stat(String name, long flags) {
        return "78 (%s) S 1 77 77 0 -1 %d 9 0 0 0 41 17 0 0 20 0 4 0 5500 1000 100 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 -1 6 49 1 0 0 0"
                .formatted(name, flags);
    }

    private static String thread(String name, long flags, String cgroup) {
        return """
                /proc/77/status = VmLck:
                /proc/77/task/78/status:
                    Name:   x
                    Cpus_allowed_list:      4
                    Mems_allowed_list:      2
                /proc/77/task/78/stat = %s
                /proc/77/cgroup:
                %s
                """.formatted(stat(name, flags), cgroup.indent(4).stripTrailing());
    }

    private static ProcessThread read(String tree) {
        return new ProcessReader(HostTree.parse(tree).simulated()).read(77).orElseThrow().threads().getFirst();
    }

    @Test
    void aLineOfStatIsReadPastBlanksAndBracketsOfTheName() {
        assertThat(ThreadStat.parse(stat("CPU 0) odd (", 0x0420_0000)))
                .contains(new ThreadStat("CPU 0) odd (", 0x0420_0000, 58, 5500, 6, 49, 1));
        assertThat(ThreadStat.parse(stat("kswapd0", 0x0020_0000)).orElseThrow())
                .matches(ThreadStat::isOfKernel).matches(ThreadStat::isMovable);
        assertThat(ThreadStat.parse(stat("ksoftirqd/0", 0x0420_0000)).orElseThrow())
                .matches(ThreadStat::isOfKernel).matches(found -> !found.isMovable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "78", "78 (", "78 (x)", "78 (x) S 1 2 3"})
    void aLineThatEndsTooSoonSaysNothing(String line) {
        assertThat(ThreadStat.parse(line)).isEmpty();
    }

    @Test
    void theGroupOfARoleIsReadInVersionTwo() {
        var folder = "machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/";
        var thread = read(thread("CPU 0/KVM", 0, "0::/" + folder + "emulator")
                + "/sys/fs/cgroup/" + folder + "vcpu0/cpuset.cpus.effective = 4-5\n");

        assertThat(thread.group()).contains(new ControlGroup(folder + "vcpu0", CpuSet.range(4, 5)));
    }

    @Test
    void theGroupOfARoleIsReadInVersionOneThoughThereAreOthers() {
        var thread = read(thread("IO iothread1", 0, """
                9:name=systemd:/system.slice
                4:cpu,cpuset:/machine/vm/emulator
                0::/system.slice/libvirtd.service""")
                + "/sys/fs/cgroup/cpuset/machine/vm/iothread1/cpuset.effective_cpus = 7\n");

        assertThat(thread.group()).contains(new ControlGroup("machine/vm/iothread1", CpuSet.of(7)));
    }

    @Test
    void whereLibvirtHasMadeNoGroupsThereAreNone() {
        var groups = "/sys/fs/cgroup/vm/emulator/cpuset.cpus.effective = 0-7\n";

        assertThat(read(thread("qemu", 0, "0::/vm/emulator") + groups).group()).isPresent();
        assertThat(read(thread("qemu", 0, "0::/vm") + groups).group()).isEmpty();
        assertThat(read(thread("CPU 0/KVM", 0, "0::/vm/emulator") + groups).group()).isEmpty();
    }

    @Test
    void workersThatTheKernelMakesAreNobodysToPlace() {
        assertThat(read(thread("iou-wrk-77", 0x10, "")).role()).isEqualTo(new ThreadRole.Worker());
        assertThat(read(thread("vhost-77", 0x4000, "")).role()).isEqualTo(new ThreadRole.Worker());
        assertThat(read(thread("CPU 3/KVM", 0x40, "")).role()).isEqualTo(new ThreadRole.Vcpu(3));
    }

    private static final String PASSED = """
            /proc/77/status = VmLck:
            /proc/77/fd/0 -> /dev/null
            /proc/77/fd/31 -> anon_inode:[vfio-device]
            /sys/bus/pci/devices/0000:3b:02.1/driver -> ../../../../bus/pci/drivers/vfio-pci
            /sys/bus/pci/devices/0000:3b:02.1/iommu_group -> ../../../../kernel/iommu_groups/12
            /sys/bus/pci/devices/0000:3b:02.1/numa_node = 2
            /sys/bus/pci/devices/0000:3b:02.1/vfio-dev/vfio3/
            /proc/interrupts:
                           CPU0       CPU1
                  0:         45          0   IO-APIC   2-edge      timer
                 61:          0       1200   PCI-MSIX-0000:3b:02.1    0-edge      vfio-msix[0](0000:3b:02.1)
                 62:          0          7   PCI-MSIX-0000:3b:02.1    1-edge      vfio-msix[1](0000:3b:02.1)
                 63:          0          7   PCI-MSIX-0000:3b:02.2    0-edge      vfio-msix[0](0000:3b:02.2)
                NMI:          0          0   Non-maskable interrupts
            /proc/irq/61/effective_affinity_list = 4
            /proc/irq/61/smp_affinity_list = 4-7
            /proc/irq/62/smp_affinity_list = 5
            """;

    private static PassedFunction function(String tree) {
        var guest = new Guest(new InstanceId(new UUID(0, 1)), "vm", GuestState.RUNNING, OptionalLong.of(77));
        var claimed = Samples.mixed().withDevices(List.of(new PlacedDevice(FUNCTION, OptionalInt.of(2))));
        return new ProcessReader(HostTree.parse(tree).simulated()).of(guest, claimed).orElseThrow().functions()
                .getFirst();
    }

    @Test
    void aFunctionIsReadWithItsInterruptsAndNoOther() {
        assertThat(function(PASSED + "/proc/77/fd/30 -> /dev/vfio/12\n")).isEqualTo(
                new PassedFunction(FUNCTION, Optional.of("vfio-pci"), Optional.of("12"), true, OptionalInt.of(2),
                        List.of(new Interrupt(61, CpuSet.of(4)), new Interrupt(62, CpuSet.of(5)))));
    }

    @Test
    void theGroupOrTheDeviceIsHeld() {
        assertThat(function(PASSED).held()).isFalse();
        assertThat(function(PASSED + "/proc/77/fd/30 -> /dev/vfio/2\n").held()).isFalse();
        assertThat(function(PASSED + "/proc/77/fd/30 -> /dev/vfio/devices/vfio3\n").held()).isTrue();
    }

    @Test
    void aFunctionThatIsGoneIsReadAsNothing() {
        assertThat(function("/proc/77/status = VmLck:\n")).isEqualTo(new PassedFunction(FUNCTION, Optional.empty(),
                Optional.empty(), false, OptionalInt.empty(), List.of()));
    }
}
