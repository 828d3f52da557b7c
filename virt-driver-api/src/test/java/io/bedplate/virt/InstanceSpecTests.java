package io.bedplate.virt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class InstanceSpecTests {
    private static final InstanceId ID = new InstanceId(new UUID(0, 7));

    static InstanceSpec spec(String name, int vcpus, long memoryKib) {
        var placement = new GuestPlacement(List.of(), CpuSet.of(0), CpuSet.empty(), IoThreads.NONE, CpuSet.empty(),
                false, new GuestCpuTopology(1, 1, 1), List.of());
        return new InstanceSpec(ID, name, vcpus, memoryKib, placement, new InstanceSpec.Boot.FirstDisk(), List.of(),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".", "a b", "a/b", "<a>", "é", "a\n"})
    void aNameThatCouldMeanSomethingElseIsRefused(String name) {
        assertThatThrownBy(() -> spec(name, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aGuestHasAtLeastOneVcpuAndSomeMemory() {
        assertThat(spec("vnf-1.a_b", 1, 1).name()).isEqualTo("vnf-1.a_b");
        assertThatThrownBy(() -> spec("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec("a", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdIsItsUuid() {
        assertThat(InstanceId.parse(ID.toString())).isEqualTo(ID).isEqualByComparingTo(ID);
        assertThatThrownBy(() -> InstanceId.parse("vm-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
