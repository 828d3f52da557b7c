package io.bedplate.hugepages.sysfs;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostTree;

import static org.assertj.core.api.Assertions.assertThat;

final class HugePageMountTests {
    private static final String MOUNTS = """
            /proc/mounts:
                sysfs /sys sysfs rw,nosuid 0 0
                hugetlbfs /dev/hugepages hugetlbfs rw,relatime,pagesize=2M 0 0
                none /mnt/huge\\040pages\\0441 hugetlbfs rw,pagesize=1024M,mode=1770 0 0
                nodev /mnt/plain hugetlbfs rw,relatime 0 0
                nodev /mnt/broken hugetlbfs rw,pagesize=3M 0 0
                short hugetlbfs
            """;

    @Test
    void findsMountsAndTheirPageSizes() {
        var files = HostTree.parse(MOUNTS + "/proc/meminfo:\n    Hugepagesize:       2048 kB\n").simulated();

        assertThat(HugePageMount.defaultSize(files)).contains(PageSize.MIB_2);
        assertThat(HugePageMount.read(files)).containsExactly(new HugePageMount("/dev/hugepages", PageSize.MIB_2),
                new HugePageMount("/mnt/huge pages$1", PageSize.GIB_1),
                new HugePageMount("/mnt/plain", PageSize.MIB_2));
    }

    @Test
    void doesNotGuessTheDefaultSize() {
        var files = HostTree.parse(MOUNTS).simulated();

        assertThat(HugePageMount.defaultSize(files)).isEmpty();
        assertThat(HugePageMount.read(files)).extracting(HugePageMount::path).doesNotContain("/mnt/plain");
    }
}
