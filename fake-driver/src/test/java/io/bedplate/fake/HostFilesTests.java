package io.bedplate.fake;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFileException;
import io.bedplate.probe.HostProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The /sys of a simulated host, and its page counters. */
final class HostFilesTests {
    private static final String POOL = "sys/devices/system/node/node1/hugepages/hugepages-2048kB/";

    private final Rig rig = new Rig();

    @Test
    void probeReadsTheTopologyBack() {
        rig.spawn(Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2)));
        assertThat(HostProbe.read(rig.host.files())).isEqualTo(rig.driver.host());
    }

    @Test
    void freePagesDropOnSpawnAndReturnOnDestroy() {
        assertThat(rig.read(POOL + "free_hugepages")).isEqualTo("512");
        var spec = Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2));
        rig.spawn(spec);
        assertThat(rig.read(POOL + "free_hugepages")).isEqualTo("384");
        assertThat(rig.read(POOL + "nr_hugepages")).isEqualTo("512");
        rig.driver.destroy(spec.id());
        assertThat(rig.read(POOL + "free_hugepages")).isEqualTo("512");
        assertThat(rig.driver.host()).isEqualTo(new Rig().driver.host());
    }

    @Test
    void poolsGrowAndShrinkButKeepPagesInUse() {
        rig.spawn(Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2)));
        rig.host.files().write(POOL + "nr_hugepages", "600");
        assertThat(rig.read(POOL + "free_hugepages")).isEqualTo("472");
        rig.host.files().write(POOL + "nr_hugepages", "0");
        assertThat(rig.read(POOL + "nr_hugepages")).isEqualTo("128");
        assertThat(rig.read(POOL + "free_hugepages")).isEqualTo("0");
        assertThat(rig.read(POOL + "surplus_hugepages")).isEqualTo("0");
    }

    @Test
    void otherWritesAreRefusedAsTheKernelRefusesThem() {
        assertRefused("sys/devices/system/cpu/online", "0", "Permission denied");
        assertRefused(POOL + "free_hugepages", "0", "Permission denied");
        assertRefused(POOL + "nr_hugepages", "many", "Invalid argument");
        assertRefused("sys/no/such/file", "1", "No such file or directory");
    }

    private void assertRefused(String path, String value, String why) {
        assertThatThrownBy(() -> rig.host.files().write(path, value)).isInstanceOf(HostFileException.class)
                .hasMessageContainingAll(path, value, why);
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(rig.host.files().read(POOL + "resv_hugepages")).isEmpty();
        assertThat(rig.host.files().read(POOL.replace("2048", "2049") + "nr_hugepages")).isEmpty();
        assertThat(rig.host.files().exists("sys/devices/system/node/node2")).isFalse();
        assertThat(rig.host.files().linkName("sys/devices/system/node/node1/cpu4")).contains("cpu4");
        assertThat(rig.host.files().list("sys//devices/./system/node/")).contains("node0", "node1", "online");
    }
}
