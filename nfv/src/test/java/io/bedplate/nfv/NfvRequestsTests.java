package io.bedplate.nfv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

import static org.assertj.core.api.Assertions.assertThat;

final class NfvRequestsTests {
    @Test
    void aPlainGuestFloats() {
        var request = Asked.valid(3, 512, "");
        assertThat(request).isEqualTo(new NfvRequest(3, 512 * 1024, CpuPolicy.SHARED, CpuThreadPolicy.PREFER,
                EmulatorThreadPolicy.UNSET, IoThreadWish.NONE, CpuSet.empty(), false, new PageSizeWish.Unset(),
                CpuTopologyWish.NONE,
                List.of(), List.of(), new TreeSet<>(), false, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"'', SHARED", "hw:cpu_policy=dedicated, DEDICATED", "hw_cpu_policy=dedicated, DEDICATED",
            "hw:cpu_policy=dedicated hw_cpu_policy=shared, DEDICATED", "resources:PCPU=4, DEDICATED",
            "resources:VCPU=4, SHARED", "hw_cpu_policy=mixed hw:cpu_dedicated_mask=0, MIXED"})
    void readsTheCpuPolicy(String keys, CpuPolicy wanted) {
        assertThat(Asked.valid(4, 4096, keys).cpuPolicy()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"'', PREFER", "hw:cpu_thread_policy=isolate, ISOLATE", "hw_cpu_thread_policy=require, REQUIRE",
            "hw:cpu_thread_policy=prefer hw_cpu_thread_policy=isolate, PREFER",
            "trait:HW_CPU_HYPERTHREADING=forbidden, ISOLATE", "trait3:HW_CPU_HYPERTHREADING=required, REQUIRE",
            "trait_x:HW_CPU_HYPERTHREADING=required, PREFER", "image/trait:HW_CPU_HYPERTHREADING=required, REQUIRE"})
    void readsTheThreadPolicy(String keys, CpuThreadPolicy wanted) {
        assertThat(Asked.valid(4, 4096, "hw:cpu_policy=dedicated " + keys).threadPolicy()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"hw:cpu_policy=dedicated, UNSET", "hw:emulator_threads_policy=share, UNSET",
            "hw:emulator_threads_policy=share hw:cpu_policy=dedicated, SHARE",
            "hw:emulator_threads_policy=isolate hw:cpu_policy=dedicated, ISOLATE",
            "hw:emulator_threads_policy=isolate resources:PCPU=5, ISOLATE"})
    void readsTheEmulatorPolicy(String keys, EmulatorThreadPolicy wanted) {
        assertThat(Asked.valid(4, 4096, keys).emulatorThreads()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "'1,3', '1,3'", "^0, 1-3", "'^0,^2', '1,3'", "'0-2,^1', '0,2'", "'^1,0', '0,2-3'"})
    void readsTheDedicatedMask(String mask, String dedicated) {
        var request = Asked.valid(4, 4096, "hw:cpu_policy=mixed hw:numa_nodes=2 hw:cpu_dedicated_mask=" + mask);
        var all = request.cells().stream().map(GuestCell::dedicated).reduce(CpuSet.empty(), CpuSet::or);
        assertThat(all).isEqualTo(CpuSet.parse(dedicated));
        assertThat(request.cells()).extracting(GuestCell::vcpus).containsExactly(CpuSet.of(0, 1), CpuSet.of(2, 3));
    }

    @Test
    void realtimeVcpusOfAMixedGuestAreTheDedicatedOnes() {
        var request = Asked.valid(4, 4096, "hw:cpu_policy=mixed hw:cpu_realtime=yes hw:cpu_realtime_mask=^0-1");
        assertThat(request.realtimeVcpus()).isEqualTo(CpuSet.of(2, 3));
        assertThat(request.cells().getFirst().dedicated()).isEqualTo(CpuSet.of(2, 3));
        assertThat(request.lockedMemory()).isTrue();
    }

    @Test
    void theImagesRealtimeMaskGoesFirst() {
        var request = Asked.valid(4, 4096,
                "hw:cpu_policy=dedicated hw:cpu_realtime=yes hw:cpu_realtime_mask=^0 hw_cpu_realtime_mask=3");
        assertThat(request.realtimeVcpus()).isEqualTo(CpuSet.of(3));
    }

    @ParameterizedTest
    @CsvSource({"hw:mem_page_size=small, Small[]", "hw:mem_page_size=large, Large[]", "hw:mem_page_size=any, Any[]",
            "hw:mem_page_size=2048, Exact[size=2 MiB]", "hw:mem_page_size=1GB, Exact[size=1 GiB]",
            "hw:mem_page_size=large hw_mem_page_size=2MB, Exact[size=2 MiB]",
            "hw:mem_page_size=any hw_mem_page_size=small, Small[]",
            "hw:mem_page_size=2048 hw_mem_page_size=2MiB, Exact[size=2 MiB]"})
    void readsThePageSize(String keys, String wanted) {
        var request = Asked.valid(4, 4096, keys);
        assertThat(request.pageSize()).hasToString(wanted);
        assertThat(request.cells()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"hw:numa_nodes=1", "hw:mem_page_size=small", "hw:cpu_policy=dedicated", "hw:pmem=a",
            "hw:cpu_policy=mixed hw:cpu_dedicated_mask=0", "hw:numa_node.0=3", "resources:PCPU=4"})
    void someKeysGiveTheGuestOneCell(String keys) {
        assertThat(Asked.valid(4, 4096, keys).cells()).singleElement().satisfies(cell -> {
            assertThat(cell.vcpus()).isEqualTo(CpuSet.range(0, 3));
            assertThat(cell.memoryKib()).isEqualTo(4096 * 1024);
        });
    }

    @ParameterizedTest
    @CsvSource({"hw:emulator_threads_policy=share", "hw:cpu_policy=shared", "hw:numa_cpus.0=0-3",
            "hw:cpu_sockets=2", "hw:cpu_realtime_mask=0"})
    void othersDoNot(String keys) {
        assertThat(Asked.valid(4, 4096, keys).cells()).isEmpty();
    }

    @Test
    void cellsMayDiffer() {
        var request = Asked.valid(6, 4096, "hw:numa_nodes=3 hw:numa_cpus.0=0-2,5 hw:numa_cpus.1=3,4 "
                + "hw:numa_cpus.2=^0 hw:numa_mem.0=1024 hw:numa_mem.1=2048 hw:numa_mem.2=1024 "
                + "hw:numa_node.1=0 hw:cpu_policy=mixed hw:cpu_dedicated_mask=0-3");
        assertThat(request.cells()).containsExactly(
                new GuestCell(0, CpuSet.of(0, 1, 2, 5), CpuSet.of(0, 1, 2), 1024 * 1024, OptionalInt.empty()),
                new GuestCell(1, CpuSet.of(3, 4), CpuSet.of(3), 2048 * 1024, OptionalInt.of(0)),
                new GuestCell(2, CpuSet.empty(), CpuSet.empty(), 1024 * 1024, OptionalInt.empty()));
    }

    @Test
    void moreThanTenCellsKeepTheirOrder() {
        var keys = new StringBuilder("hw:numa_nodes=12");
        for (int id = 0; id < 12; id++) {
            keys.append(" hw:numa_cpus.%d=%d hw:numa_mem.%d=%d".formatted(id, 11 - id, id, id + 1));
        }
        assertThat(Asked.valid(12, 78, keys.toString()).cells()).extracting(cell -> cell.vcpus().first())
                .containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    void readsIoThreadsAndLocking() {
        var request = Asked.valid(4, 4096, "hw:io_threads=2 hw_locked_memory=yes hw:mem_page_size=2048");
        assertThat(request.ioThreads()).isEqualTo(new IoThreadWish(2, false));
        assertThat(request.lockedMemory()).isTrue();
        assertThat(request.pageSize()).isEqualTo(new PageSizeWish.Exact(PageSize.MIB_2));
        var isolated = Asked.valid(4, 4096, "hw:io_threads=3 hw:io_threads_policy=isolate hw:cpu_policy=dedicated");
        assertThat(isolated.ioThreads()).isEqualTo(new IoThreadWish(3, true));
    }

    @ParameterizedTest
    @CsvSource({"hw:cpu_sockets=2 hw:cpu_max_cores=4, '2 - - - 4 -'",
            "hw:cpu_sockets=2 hw:cpu_cores=2 hw_cpu_threads=2, '- - 2 - - -'",
            "hw:cpu_sockets=4 hw_cpu_max_sockets=2, '- - - 2 - -'",
            "hw:cpu_max_sockets=4 hw_cpu_max_sockets=2 hw:cpu_max_threads=1, '- - - 2 - 1'"})
    void readsTheTopologyWish(String keys, String wanted) {
        var wish = Asked.valid(8, 4096, keys).topology();
        assertThat("%s %s %s %s %s %s".formatted(text(wish.sockets()), text(wish.cores()), text(wish.threads()),
                text(wish.maxSockets()), text(wish.maxCores()), text(wish.maxThreads()))).isEqualTo(wanted);
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "-";
    }

    @ParameterizedTest
    @CsvSource({"required, preferred, socket, REQUIRED", ", preferred, socket, PREFERRED", ",, socket, SOCKET",
            ",,, LEGACY", "required,,, REQUIRED"})
    void thePortsPolicyGoesBeforeTheFlavorsBeforeTheAliass(String port, String flavor, String alias,
            PciNumaPolicy wanted) {
        var plain = Asked.input(4, 4096, flavor == null ? "" : "hw:pci_numa_affinity_policy=" + flavor);
        var wish = new PciWish(Optional.of("8086"), Optional.of("154c"), Optional.of(PciDeviceType.VF), 2,
                policy(port), policy(alias));
        var input = new RequestInput(plain.flavor(), plain.image(), List.of(wish), new TreeSet<>(List.of("net0")), true,
                16, 1.5);
        assertThat(NfvRequests.read(input)).isInstanceOfSatisfying(RequestResult.Valid.class, valid -> {
            assertThat(valid.request().pci()).containsExactly(new PciRequest(Optional.of("8086"), Optional.of("154c"),
                    Optional.of(PciDeviceType.VF), 2, wanted));
            assertThat(valid.request().physicalNetworks()).containsExactly("net0");
            assertThat(valid.request().tunneled()).isTrue();
            assertThat(valid.request().cpuAllocationRatio()).isEqualTo(16);
            assertThat(valid.request().ramAllocationRatio()).isEqualTo(1.5);
        });
    }

    private static Optional<PciNumaPolicy> policy(String word) {
        return Optional.ofNullable(word).map(text -> PciNumaPolicy.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @EnumSource(PciNumaPolicy.class)
    void theImagesPolicyCountsLikeTheFlavors(PciNumaPolicy policy) {
        var plain = Asked.input(4, 4096,
                "hw_pci_numa_affinity_policy=" + policy.name().toLowerCase(Locale.ROOT));
        var wish = new PciWish(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.empty(),
                Optional.empty());
        var input = new RequestInput(plain.flavor(), plain.image(), List.of(wish), new TreeSet<>(), false, 1, 1);
        assertThat(NfvRequests.read(input)).isInstanceOfSatisfying(RequestResult.Valid.class,
                valid -> assertThat(valid.request().pci().getFirst().numaPolicy()).isEqualTo(policy));
    }
}
