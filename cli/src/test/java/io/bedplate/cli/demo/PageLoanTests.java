package io.bedplate.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.probe.HostProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PageLoanTests {
    private static final String POOL = "sys/devices/system/node/node0/hugepages/hugepages-2048kB/";

    @TempDir
    Path root;

    @BeforeEach
    void aHostWithTenPagesSixFree() throws IOException {
        file("sys/devices/system/node/online", "0");
        file("sys/devices/system/node/node0/cpulist", "0-1");
        file("sys/devices/system/cpu/online", "0-1");
        file("sys/devices/system/node/node0/meminfo", "Node 0 MemTotal: 4194304 kB");
        file(POOL + "nr_hugepages", "10");
        file(POOL + "free_hugepages", "6");
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private PageLoan needed(long wanted) {
        var files = HostFiles.recorded(root);
        return PageLoan.needed(files, HostProbe.read(files), 0, PageSize.MIB_2, wanted);
    }

    private String total() throws IOException {
        return Files.readString(root.resolve(POOL + "nr_hugepages"));
    }

    @Test
    void borrowsWhatIsMissingAndGivesJustThatBack() throws IOException {
        var loan = needed(8);
        assertThat(loan.pages()).isEqualTo(2);
        loan.take(HostFiles.recorded(root));
        assertThat(total()).isEqualTo("12");

        // Somebody else grows the pool meanwhile.
        file(POOL + "nr_hugepages", "20");
        loan.giveBack(HostFiles.recorded(root));
        assertThat(total()).isEqualTo("18");
    }

    @Test
    void borrowsNothingWhereEnoughIsFree() throws IOException {
        var loan = needed(6);
        assertThat(loan.pages()).isZero();
        loan.take(HostFiles.recorded(root));
        assertThat(total()).isEqualTo("10");
    }

    @Test
    void aKernelThatFindsFewerPagesIsNamedAndHasThemBack() throws IOException {
        var loan = needed(100);
        assertThatThrownBy(() -> loan.take(new ShortOfMemory(HostFiles.recorded(root), 37)))
                .isInstanceOf(DemoException.class).hasMessageContaining("94 more pages of 2 MiB")
                .hasMessageContaining("the kernel found 27").hasMessageContaining("hugepages=");
        assertThat(total()).isEqualTo("10");
    }

    @Test
    void aHostWithoutSuchPagesIsNamed() {
        var loan = new PageLoan(0, PageSize.GIB_1, 1);
        assertThatThrownBy(() -> loan.take(HostFiles.recorded(root))).isInstanceOf(DemoException.class)
                .hasMessageContaining("1 GiB");
    }

    @Test
    void itsTextIsReadBack() {
        var loan = new PageLoan(-1, PageSize.MIB_2, 128);
        assertThat(PageLoan.parse(loan.text())).isEqualTo(loan);
        assertThatThrownBy(() -> PageLoan.parse("pages=3")).hasMessageContaining("pages=3");
    }

    /** A kernel that has no more than so many pages to give. */
    private record ShortOfMemory(HostFiles files, long most) implements HostFiles {
        @Override
        public Optional<String> read(String path) {
            return files.read(path);
        }

        @Override
        public List<String> list(String path) {
            return files.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) {
            return files.linkTarget(path);
        }

        @Override
        public boolean exists(String path) {
            return files.exists(path);
        }

        @Override
        public void write(String path, String value) {
            files.write(path, Long.toString(Math.min(most, Long.parseLong(value))));
        }
    }
}
