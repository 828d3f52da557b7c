package io.bedplate.fake;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;
import io.bedplate.virt.VirtDrivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ProviderTests {

    @Test
    void serviceLoaderFindsItAndSettingsShapeTheHost() {
        try (var driver = VirtDrivers.open("fake",
                DriverConfig.of(Map.of("name", "twin", "cells", "4", "cores_per_cell", "8", "threads", "2",
                        "memory_mib_per_cell", "65536", "pages_2m_per_cell", "64", "pages_1g_per_cell", "32",
                        "vfs_per_cell", "16", "capabilities", "PAUSE, HUGE_PAGES", "accelerator", "tcg")))) {
            var host = driver.host();
            assertThat(host.name()).isEqualTo("twin");
            assertThat(host.cells()).hasSize(4);
            assertThat(host.onlineCpus()).hasToString("0-63");
            assertThat(host.cell(1).orElseThrow().cpus()).hasToString("8-15,40-47");
            assertThat(host.cell(3).orElseThrow().pool(PageSize.GIB_1).orElseThrow().free()).isEqualTo(32);
            assertThat(host.pci()).hasSize(4 * 17);
            assertThat(driver.capabilities()).isEqualTo(Set.of(Capability.PAUSE, Capability.HUGE_PAGES));
        }
    }

    @Test
    void withoutSettingsTheHostIsSmallAndTheDriverComplete() {
        try (var driver = open(Map.of(), HostFiles.real())) {
            assertThat(driver.host()).isEqualTo(HostShape.SMALL.topology());
            assertThat(driver.capabilities()).containsExactlyInAnyOrder(Capability.values());
        }
    }

    @Test
    void filesOfAHostLeadToThatHost() {
        var host = SimulatedHost.of(new HostShape("given", 2, 1, 1, 1024, 0, 0, 0));
        try (var driver = open(Map.of("capabilities", ""), host.files())) {
            assertThat(driver.host()).isEqualTo(host.topology());
            assertThat(driver.capabilities()).isEmpty();
        }
        assertRefused(Map.of("cells", "2"), host.files(), "\"cells\": the simulated host is there already");
    }

    @ParameterizedTest
    @CsvSource({"cell,2,'\"cell\" is unknown; known: accelerator, capabilities, cells'", "cells,two,'found \"two\"'",
            "cells,0,0 cells", "cells,1000000,cells", "pages_2m_per_cell,5000,do not fit 8192 MiB",
            "vfs_per_cell,241,0 to 240", "capabilities,FLY,'found \"FLY\"'", "accelerator,hvf,kvm or tcg"})
    void badSettingIsNamed(String key, String value, String part) {
        assertRefused(Map.of(key, value), HostFiles.real(), part);
    }

    private static void assertRefused(Map<String, String> settings, HostFiles files, String part) {
        assertThatThrownBy(() -> open(settings, files).close())
                .isInstanceOfSatisfying(VirtDriverException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC))
                .hasMessageContaining(part);
    }

    private static VirtDriver open(Map<String, String> settings, HostFiles files) {
        return new FakeDriverProvider().open(new DriverConfig(new TreeMap<>(settings), files, Rig.CLOCK));
    }
}
