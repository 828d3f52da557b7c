package io.bedplate.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig.CellIds;
import io.bedplate.host.HostConfig.ReservedPages;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.PciAlias;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AgentConfigFileTests {
    @TempDir
    Path folder;

    private AgentConfig read(String text) throws IOException {
        return AgentConfigFile.read(Files.writeString(folder.resolve("agent.properties"), text), Path.of("/default"));
    }

    @Test
    void readsEveryKey() throws IOException {
        Files.writeString(folder.resolve("more.properties"), "cpu_shared_set = 0-1,8-9\n");
        var config = read("""
                include = more.properties
                driver = libvirt
                libvirt.uri = qemu:///system?socket=/run/a,b
                state_dir = /var/lib/elsewhere
                cpu_dedicated_set = 2-7
                reserved_huge_pages = 0:2048:64, 1:1GB:2
                physical_network.physnet0 = 0,2
                tunnel_nodes = 1
                pci_alias.nic = vendor_id=8086 product_id=154C, type=vf numa_policy=required
                pci_alias.any.pf = type=pf
                """);

        assertThat(config.driver()).isEqualTo("libvirt");
        assertThat(config.driverSettings()).isEqualTo(Map.of("uri", "qemu:///system?socket=/run/a,b"));
        assertThat(config.journalFolder()).isEqualTo(Path.of("/var/lib/elsewhere/claims"));
        assertThat(config.host().dedicatedCpus()).contains(CpuSet.range(2, 7));
        assertThat(config.host().sharedCpus()).contains(CpuSet.of(0, 1, 8, 9));
        assertThat(config.host().reservedPages()).containsExactly(new ReservedPages(0, PageSize.MIB_2, 64),
                new ReservedPages(1, PageSize.GIB_1, 2));
        assertThat(config.host().physicalNetworks()).isEqualTo(Map.of("physnet0", new CellIds(List.of(0, 2))));
        assertThat(config.host().tunnelCells()).isEqualTo(new CellIds(List.of(1)));
        assertThat(config.aliases().byName()).isEqualTo(Map.of(
                "nic", new PciAlias("nic", Optional.of("8086"), Optional.of("154c"), Optional.of(PciDeviceType.VF),
                        Optional.of(PciNumaPolicy.REQUIRED)),
                "any.pf", new PciAlias("any.pf", Optional.empty(), Optional.empty(), Optional.of(PciDeviceType.PF),
                        Optional.empty())));
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws IOException {
        assertThat(read("")).isEqualTo(AgentConfig.ofDefaults(Path.of("/default")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"cpu_dedicatd_set = 1 | cpu_dedicatd_set",
            "cpu_shared_set = 3-1 | runs backwards", "reserved_huge_pages = 0:2048 | node:size:count",
            "reserved_huge_pages = 0:3000:1 | power of two", "other.uri = x | other.uri",
            "pci_alias.a = vendor=8086 | wanted each of vendor_id", "pci_alias.a = type=vf type=vf | type=vf",
            "pci_alias.a = vendor_id=80 | four hexadecimal digits",
            "pci_alias.a = type=vif | wanted one of pci, pf, vf"})
    void aWrongLineIsNamed(String line, String wanted) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(ConfigException.class).hasMessageContaining(wanted)
                .hasMessageContaining("agent.properties");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> AgentConfigFile.read(folder.resolve("none"), folder))
                .isInstanceOf(ConfigException.class).hasMessageContaining("none");
    }
}
