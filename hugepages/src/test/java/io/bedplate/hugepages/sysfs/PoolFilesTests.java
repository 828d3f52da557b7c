package io.bedplate.hugepages.sysfs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFileException;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.host.files.SimulatedHostFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PoolFilesTests {
    private static final String FOLDER = "sys/devices/system/node/node8/hugepages/hugepages-2048kB/";

    private static SimulatedHostFiles host(String total, String free) {
        return HostTree.parse("/%1$snr_hugepages = %2$s\n/%1$sfree_hugepages = %3$s\n".formatted(FOLDER, total, free))
                .simulated();
    }

    @Test
    void readsThePoolsOfACellAscending() {
        var files = HostTree.parse("""
                /sys/devices/system/node/node0/hugepages/hugepages-1048576kB/nr_hugepages = 4
                /sys/devices/system/node/node0/hugepages/hugepages-1048576kB/free_hugepages = 3
                /sys/devices/system/node/node0/hugepages/hugepages-64kB/nr_hugepages = 10
                /sys/devices/system/node/node0/hugepages/hugepages-64kB/free_hugepages = 10
                /sys/devices/system/node/node0/hugepages/hugepages-100kB/nr_hugepages = 1
                /sys/devices/system/node/node0/hugepages/hugepages-kB/nr_hugepages = 1
                /sys/devices/system/node/node0/hugepages/other/nr_hugepages = 1
                """).simulated();

        assertThat(PoolFiles.ofCell(files, 0).read()).containsExactly(new PagePool(new PageSize(64), 10, 10),
                new PagePool(PageSize.GIB_1, 4, 3));
        assertThat(PoolFiles.ofCell(files, 1).read()).isEmpty();
        assertThat(PoolFiles.ofHost(files).read()).isEmpty();
    }

    @Test
    void damagedCountersNeverGiveMorePagesThanThereAre() {
        assertThat(PoolFiles.ofCell(host("5", "9"), 8).read()).containsExactly(new PagePool(PageSize.MIB_2, 5, 5));
        assertThat(PoolFiles.ofCell(host("5", "?"), 8).read()).containsExactly(new PagePool(PageSize.MIB_2, 5, 0));
        assertThat(PoolFiles.ofCell(host("", "9"), 8).read()).isEmpty();
        assertThat(PoolFiles.ofCell(host("999999999999999", "9"), 8).read()).isEmpty();
    }

    @Test
    void growsAPoolThatTheKernelGives() {
        var files = host("2", "2");

        assertThat(PoolFiles.ofCell(files, 8).resize(PageSize.MIB_2, 12))
                .isEqualTo(new PoolResize.Honoured(PageSize.MIB_2, 2, 12));
        assertThat(files.read(FOLDER + "nr_hugepages")).contains("12");
    }

    @Test
    void saysHowFarTheKernelWent() {
        var files = host("2", "2");
        files.onWrite(FOLDER + "nr_hugepages", (host, _) -> host.put(FOLDER + "nr_hugepages", new Entry.Text("7")));

        assertThat(PoolFiles.ofCell(files, 8).resize(PageSize.MIB_2, 12))
                .isEqualTo(new PoolResize.Partly(PageSize.MIB_2, 2, 12, 7));
    }

    @Test
    void ordersNothingOfAPoolThatIsNotThere() {
        var files = host("2", "2");

        assertThat(PoolFiles.ofCell(files, 8).resize(PageSize.GIB_1, 1))
                .isEqualTo(new PoolResize.NoSuchPool(PageSize.GIB_1));
        assertThat(files.read(FOLDER + "nr_hugepages")).contains("2");
    }

    @Test
    void passesOnTheKernelsRefusal() {
        var files = host("2", "2");
        files.onWrite(FOLDER + "nr_hugepages", (_, value) -> {
            throw new HostFileException(FOLDER, value, new IOException("Permission denied"));
        });

        assertThatThrownBy(() -> PoolFiles.ofCell(files, 8).resize(PageSize.MIB_2, 3))
                .isInstanceOf(HostFileException.class).hasMessageContaining("Permission denied");
    }
}
