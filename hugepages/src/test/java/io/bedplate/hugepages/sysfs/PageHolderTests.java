package io.bedplate.hugepages.sysfs;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostTree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

final class PageHolderTests {
    // Lines as the lab host gave them.
    private static final String HOST = """
            /proc/meminfo = MemTotal: 1 kB
            /proc/77/comm = qemu-system-x86
            /proc/77/status:
                Name:   qemu-system-x86
                HugetlbPages:     1310720 kB
            /proc/77/numa_maps:
                7f1 bind:2 file=/dev/hugepages/libvirt/qemu/a huge anon=128 dirty=128 N2=128 kernelpagesize_kB=2048
                7f2 bind:0 file=/dev/hugepages1G/b huge anon=1 N0=1 kernelpagesize_kB=1048576
                7f3 default huge anon=3 N0=1 N2=2 kernelpagesize_kB=2048
                7f4 default anon=9 N0=9 kernelpagesize_kB=4
                7f5 default huge anon=1 N0=1
                7f6 default huge anon=1 N0=1 kernelpagesize_kB=3
            /proc/78/status:
                HugetlbPages:           0 kB
            /proc/78/numa_maps = 7f1 default huge anon=1 N0=1 kernelpagesize_kB=2048
            /proc/79/status:
                HugetlbPages:        2048 kB
            """;

    @Test
    void sumsThePagesOfAProcessPerSizeAndCell() {
        var holders = PageHolder.read(HostTree.parse(HOST).simulated());

        assertThat(holders).hasSize(1);
        var qemu = holders.getFirst();
        assertThat(qemu.pid()).isEqualTo(77);
        assertThat(qemu.name()).isEqualTo("qemu-system-x86");
        assertThat(qemu.pages().get(PageSize.MIB_2)).containsExactly(entry(0, 1L), entry(2, 130L));
        assertThat(qemu.pages().get(PageSize.GIB_1)).containsExactly(entry(0, 1L));
    }
}
