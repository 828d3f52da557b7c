package io.bedplate.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.libvirt.storage.QemuImg;
import io.bedplate.libvirt.storage.Tools;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StorageFailuresTests {
    @TempDir
    private Path folder;

    private Kind kindOf(Tools tools) {
        var thrown = new Kind[1];
        assertThatThrownBy(() -> StorageFailures.told(
                () -> new QemuImg(tools).convertToQcow2("raw", "/no/such/disk", folder.resolve("copy"))))
                .isInstanceOfSatisfying(VirtDriverException.class, e -> thrown[0] = e.kind())
                .hasMessageContaining("qemu-img");
        return Optional.ofNullable(thrown[0]).orElseThrow();
    }

    @Test
    void programThatFailsIsInternal() {
        assertThat(kindOf(new Tools(Duration.ofMinutes(1)))).isEqualTo(Kind.INTERNAL);
    }

    @Test
    void programThatIsNotThereIsUnsupported() {
        assertThat(kindOf(new Tools(Duration.ofMinutes(1), List.of(folder.toString())))).isEqualTo(Kind.UNSUPPORTED);
    }
}
