package io.bedplate.agent.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;

import static org.assertj.core.api.Assertions.assertThat;

final class ProcessReaderTests {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private void thread(int tid, String name, String cpus, int priority, int policy) throws IOException {
        String folder = "proc/77/task/" + tid;
        file(folder + "/status", "Name:\tqemu\nCpus_allowed:\tff\nCpus_allowed_list:\t%s\nMems_allowed_list:\t2\n"
                .formatted(cpus));
        file(folder + "/stat", "%d (%s) S %s%d %d 0 0".formatted(tid, name, "0 ".repeat(36), priority, policy));
    }

    @Test
    void readsThreadsAsTheKernelHasThem() throws IOException {
        file("proc/77/status", "Name:\tqemu-system-x86\nVmLck:\t  262144 kB\nVmPin:\t0 kB\n");
        thread(77, "qemu-system-x86", "0-1,4", 0, 0);
        thread(79, "CPU 0/KVM", "4", 1, 1);
        thread(80, "IO iothread1", "0", 0, 0);

        var facts = new ProcessReader(HostFiles.recorded(root)).read(77).orElseThrow();

        assertThat(facts.lockedKib()).isEqualTo(262144);
        assertThat(facts.threads()).containsExactly(
                new ProcessThread(77, "qemu-system-x86", new ThreadRole.Emulator(), CpuSet.parse("0-1,4"), CpuSet.of(2),
                        false, 0),
                new ProcessThread(79, "CPU 0/KVM", new ThreadRole.Vcpu(0), CpuSet.of(4), CpuSet.of(2), true, 1),
                new ProcessThread(80, "IO iothread1", new ThreadRole.IoThread(1), CpuSet.of(0), CpuSet.of(2), false,
                        0));
    }

    /** Lines as printed on a host with four cells. */
    @Test
    void readsMemoryAsTheKernelHasIt() throws IOException {
        file("proc/77/status", "Name:\tq\n");
        file("proc/77/numa_maps",
                """
                        55d3a0000000 default file=/usr/bin/qemu-system-x86_64 mapped=312 active=0 N0=312 kernelpagesize_kB=4
                        7f1c00000000 bind:2 file=/dev/hugepages/libvirt/qemu/1-vm/qemu_back_mem._objects_ram-node0.a (deleted) huge anon=128 dirty=128 N2=128 kernelpagesize_kB=2048
                        7f2c00000000 bind=static:0-1 anon=3 dirty=3 N0=1 N1=2 kernelpagesize_kB=4
                        7fff00000000 default

                        """);

        var memory = new ProcessReader(HostFiles.recorded(root)).read(77).orElseThrow().memory();

        assertThat(memory).hasSize(4);
        assertThat(memory.get(1).pageSize()).isEqualTo(PageSize.MIB_2);
        assertThat(memory.get(1).boundTo()).contains(CpuSet.of(2));
        assertThat(memory.get(1).pages()).isEqualTo(Map.of(2, 128L));
        assertThat(memory.get(1).presentKib()).isEqualTo(262144);
        assertThat(memory.get(2).boundTo()).contains(CpuSet.of(0, 1));
        assertThat(memory.get(2).presentKib()).isEqualTo(12);
        assertThat(memory.get(3).file()).isEmpty();
    }

    @Test
    void aProcessThatIsGoneIsAbsent() {
        assertThat(new ProcessReader(HostFiles.recorded(root)).read(78)).isEmpty();
    }

    /** This very process, from the running kernel. */
    @Test
    void readsTheRunningKernel() {
        var facts = new ProcessReader(HostFiles.real()).read(ProcessHandle.current().pid()).orElseThrow();

        assertThat(facts.threads()).hasSizeGreaterThan(5)
                .allSatisfy(thread -> assertThat(thread.allowedCpus().isEmpty()).isFalse());
        assertThat(facts.memory()).extracting(MemoryArea::presentKib).anySatisfy(kib -> assertThat(kib).isPositive());
    }
}
