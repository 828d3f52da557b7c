package io.bedplate.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;

/** A guest's process looks as /proc shows a QEMU of libvirt's. */
final class ProcessFilesTests {
    private final Rig rig = new Rig();
    private final HostFiles files = rig.host.files();
    private final long pid = rig.spawn(Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2)));
    private final String folder = "proc/" + pid;

    @Test
    void threadsAreNamedAsQemuNamesThem() {
        assertThat(files.list(folder + "/task").stream().map(tid -> rig.read("%s/task/%s/comm".formatted(folder, tid))))
                .containsExactly("qemu-system-x86", "qemu-system-x86", "IO mon_iothread", "IO iothread1",
                        "CPU 0/KVM", "CPU 1/KVM");
        assertThat(rig.read(folder + "/comm")).isEqualTo("qemu-system-x86");
    }

    @Test
    void vcpuThreadsOfATranslatedGuestSaySo() {
        var host = new SimulatedHost(HostShape.SMALL.topology(), Accelerator.TCG);
        var driver = FakeDriver.attach(host, Rig.CLOCK, Runnable::run);
        driver.spawn(Guests.floating(1), LaunchGate.OPEN);
        assertThat(host.files().read("proc/1000/task/1003/comm")).contains("CPU 0/TCG");
    }

    @Test
    void threadsMayUseTheCpusOfThePlacement() {
        assertThat(List.of("1000", "1001", "1002", "1003", "1004", "1005").stream()
                .map(tid -> rig.status(folder + "/task/" + tid, "Cpus_allowed_list")))
                .containsExactly("0", "0", "0", "1", "4", "12");
        assertThat(rig.status(folder + "/task/1004", "Cpus_allowed")).isEqualTo("0010");
        assertThat(rig.status(folder + "/task/1004", "Mems_allowed_list")).isEqualTo("1");
        assertThat(rig.status(folder + "/task/1004", "Mems_allowed")).endsWith(",00000000,00000002").hasSize(287);
    }

    @Test
    void statusNamesProcessAndThread() {
        assertThat(rig.status(folder + "/task/1004", "Name")).isEqualTo("CPU 0/KVM");
        assertThat(rig.status(folder + "/task/1004", "Tgid")).isEqualTo("1000");
        assertThat(rig.status(folder + "/task/1004", "Pid")).isEqualTo("1004");
        assertThat(rig.status(folder, "Threads")).isEqualTo("6");
        assertThat(rig.status(folder, "VmLck")).isEqualTo("0 kB");
        assertThat(rig.status(folder, "HugetlbPages")).isEqualTo("262144 kB");
    }

    @Test
    void vcpusRunWhileTheGuestRuns() {
        assertThat(rig.status(folder + "/task/1004", "State")).isEqualTo("R (running)");
        assertThat(rig.status(folder, "State")).isEqualTo("S (sleeping)");
        rig.driver.pausing().orElseThrow().pause(Guests.floating(1).id());
        assertThat(rig.status(folder + "/task/1004", "State")).isEqualTo("S (sleeping)");
    }

    @Test
    void hugePagesAreCountedInTheirOwnSize() {
        assertThat(rig.read(folder + "/numa_maps").lines()).contains("7f0000000000 bind:1"
                + " file=/dev/hugepages/libvirt/qemu/1-guest-1/qemu_back_mem._objects_ram-node0.000001\\040(deleted)"
                + " huge anon=128 dirty=128 N1=128 kernelpagesize_kB=2048");
    }

    @Test
    void ordinaryMemoryIsCountedInSmallPages() {
        long other = rig.spawn(Guests.pinned(2, 0, 0, 8, Optional.empty()));
        assertThat(rig.read("proc/%d/numa_maps".formatted(other)).lines())
                .contains("7f0000000000 bind:0 anon=65536 dirty=65536 active=0 N0=65536 kernelpagesize_kB=4",
                        "556f00000000 default file=/usr/bin/qemu-system-x86_64 mapped=1431 N0=1431 kernelpagesize_kB=4",
                        "556f40000000 default heap anon=4699 dirty=4699 active=0 N0=4699 kernelpagesize_kB=4");
    }

    @Test
    void eachGuestCellHasARangeOfItsOwn() {
        var none = CpuSet.empty();
        var cells = List.of(
                new PlacedCell(0, 1, CpuSet.of(0), new TreeMap<>(Map.of(0, 5)), none, none, 1 << 20,
                        Optional.of(PageSize.GIB_1)),
                new PlacedCell(1, 0, CpuSet.of(1), new TreeMap<>(), CpuSet.parse("2-3"), none, 4096,
                        Optional.of(PageSize.KIB_4)));
        long other = rig.spawn(Guests.spec(2, 2, (1 << 20) + 4096, Guests.onCells(cells, true)));
        String maps = rig.read("proc/%d/numa_maps".formatted(other));
        assertThat(maps).contains("7f0000000000 bind:1 file=/dev/hugepages1G/", "huge anon=1 dirty=1 N1=1 ",
                "7f00c0000000 bind:0 anon=1024 dirty=1024 active=0 N0=1024 kernelpagesize_kB=4");
        assertThat(rig.status("proc/" + other, "Mems_allowed_list")).isEqualTo("0-1");
        assertThat(rig.status("proc/%d/task/%d".formatted(other, other + 5), "Cpus_allowed_list")).isEqualTo("2-3");
        // The kernel counts locked memory without huge pages: text, heap, stack and the small cell.
        assertThat(rig.status("proc/" + other, "VmLck")).isEqualTo((5724 + 18796 + 132 + 4096) + " kB");
    }

    @Test
    void smapsTellsPageSizeAndHugeMemory() {
        var ram = List.of(rig.read(folder + "/smaps").split("\n(?=[0-9a-f]+-)")).stream()
                .filter(entry -> entry.startsWith("7f0000000000-7f0010000000 rw-p ")).findFirst().orElseThrow();
        assertThat(ram.lines()).contains("Size:             262144 kB", "KernelPageSize:     2048 kB",
                "Rss:                   0 kB", "Private_Hugetlb:  262144 kB", "Locked:                0 kB",
                "VmFlags: rd wr mr mw me de ht");
        assertThat(ram.lines().findFirst().orElseThrow()).endsWith("(deleted)");
    }

    @Test
    void realtimeVcpusAreFifo() {
        assertThat(policyAndPriority("1004")).containsExactly("0", "0");
        assertThat(policyAndPriority("1005")).containsExactly("1", "1");
        assertThat(rig.read(folder + "/task/1005/sched").lines()).startsWith("CPU 1/KVM (1005, #threads: 6)").contains(
                "policy                                       :                    1",
                "prio                                         :                   98");
    }

    /** Fields 41 and 40 of proc(5), counted from the bracket that closes the name. */
    private List<String> policyAndPriority(String tid) {
        String stat = rig.read("%s/task/%s/stat".formatted(folder, tid));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        assertThat(fields).hasSize(50);
        return List.of(fields[41 - 3], fields[40 - 3]);
    }

    @Test
    void controlGroupsAreThoseOfSystemd() {
        assertThat(rig.read(folder + "/task/1005/cgroup"))
                .isEqualTo("0::/machine.slice/machine-qemu\\x2d1\\x2dguest\\x2d1.scope/libvirt/vcpu1");
        assertThat(rig.read(folder + "/task/1003/cgroup")).endsWith("/libvirt/iothread1");
        assertThat(rig.read(folder + "/cgroup")).endsWith("/libvirt/emulator");
    }

    @Test
    void commandLineNamesTheGuest() {
        assertThat(rig.read(folder + "/cmdline").split("\0")).startsWith("/usr/bin/qemu-system-x86_64", "-name",
                "guest=guest-1,debug-threads=on").contains("00000000-0000-0000-0000-000000000001");
    }

    @Test
    void processVanishesWithTheGuest() {
        assertThat(files.exists(folder)).isTrue();
        assertThat(files.list("proc")).contains("1000");
        rig.driver.destroy(Guests.floating(1).id());
        assertThat(files.exists(folder)).isFalse();
        assertThat(files.read(folder + "/status")).isEmpty();
        assertThat(files.list("proc")).doesNotContain("1000");
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(files.read(folder)).isEmpty();
        assertThat(files.read(folder + "/environ")).isEmpty();
        assertThat(files.exists("proc/1004")).as("a thread is no process of its own").isFalse();
        assertThat(files.read(folder + "/task/2000/comm")).isEmpty();
        assertThat(files.list(folder + "/task/x")).isEmpty();
        assertThat(files.list(folder + "/comm")).isEmpty();
        assertThat(files.list(folder)).contains("task", "numa_maps");
        assertThat(files.list(folder + "/task/1004")).contains("status").doesNotContain("task");
    }
}
