package io.bedplate.host.files;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.files.HostTree.Entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HostTreeTests {
    private static final HostTree TREE = HostTree.parse("""
            # two CPUs, one device
            /sys/cpu/online = 0-1
            /sys/cpu/empty =

            /sys/bus/0000:3b:02.0 -> ../devices/card/0000:3b:02.0
            /sys/devices/card/0000:3b:02.0/vendor = 0x8086
            /sys/devices/card/0000:3b:02.0/driver -> /sys/drivers/gone
            /sys/devices/card/drivers/
            /proc/meminfo:
                MemTotal:  1 kB

                Huge:      2 kB
            """);

    @Test
    void simulatedFilesFollowLinksAsAKernelDoes() {
        var files = TREE.simulated();

        assertThat(files.read("sys/bus/0000:3b:02.0/vendor")).contains("0x8086");
        assertThat(files.read("sys/bus/../cpu/./online")).contains("0-1");
        assertThat(files.linkName("sys/bus/0000:3b:02.0/driver")).contains("gone");
        assertThat(files.exists("sys/bus/0000:3b:02.0/driver")).isFalse();
        assertThat(files.exists("sys/bus/0000:3b:02.0")).isTrue();
        assertThat(files.read("sys/cpu")).isEmpty();
        assertThat(files.read("sys/cpu/empty")).contains("");
        assertThat(files.list("sys/bus/0000:3b:02.0")).containsExactly("driver", "vendor");
        assertThat(files.list("")).containsExactly("proc", "sys");
        assertThat(files.list("none")).isEmpty();
    }

    @Test
    void aCircleOfLinksLeadsNowhere() {
        var files = TREE.with("sys/a", new Entry.Link("b")).with("sys/b", new Entry.Link("a")).simulated();

        assertThat(files.read("sys/a/x")).isEmpty();
        assertThat(files.exists("sys/b")).isFalse();
    }

    @Test
    void anUnpackedTreeReadsLikeTheSimulatedOne(@TempDir Path folder) throws IOException {
        TREE.unpack(folder);
        var recorded = HostFiles.recorded(folder);
        var simulated = TREE.simulated();

        for (String path : TREE.entries().keySet()) {
            assertThat(recorded.read(path)).as(path).isEqualTo(simulated.read(path));
            assertThat(recorded.linkName(path)).as(path).isEqualTo(simulated.linkName(path));
            assertThat(recorded.exists(path)).as(path).isEqualTo(simulated.exists(path));
            assertThat(recorded.list(path)).as(path).isEqualTo(simulated.list(path));
        }
    }

    @Test
    void aFileOfSeveralLinesKeepsThem() {
        assertThat(TREE.entries().get("proc/meminfo")).isEqualTo(new Entry.Text("MemTotal:  1 kB\nHuge:      2 kB"));
    }

    @Test
    void takesPathsAwayWithAllBelow() {
        assertThat(TREE.without("sys").entries().keySet()).containsExactly("proc/meminfo");
        assertThat(TREE.without("sys/cpu/on").entries()).isEqualTo(TREE.entries());
        assertThat(TREE.with(HostTree.parse("/sys/cpu/online = 5")).simulated().read("sys/cpu/online")).contains("5");
    }

    @Test
    void writesGoToTheSimulatedKernel() {
        var files = TREE.simulated();
        files.onWrite("sys/cpu/online", (host, value) -> host.put("sys/cpu/seen", new Entry.Text(value)));

        files.write("sys/cpu/online", "0");
        files.write("sys/cpu/empty", "1");

        assertThat(files.read("sys/cpu/online")).contains("0-1");
        assertThat(files.read("sys/cpu/seen")).contains("0");
        assertThat(files.read("sys/cpu/empty")).contains("1");
        assertThatThrownBy(() -> files.write("sys/none", "1")).isInstanceOf(HostFileException.class);
        files.remove("sys/cpu");
        assertThat(files.exists("sys/cpu")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys/online = 0", "/", "/sys/online", "/sys/online 0-1", "    lost line"})
    void namesTheLineItCannotRead(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostTree.parse("# first\n" + line))
                .withMessageStartingWith("line 2: wanted");
    }
}
