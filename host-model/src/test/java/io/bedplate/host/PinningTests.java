package io.bedplate.host;

import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PinningTests {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTreeMap(long seed) {
        var random = new Random(seed);
        var wanted = new TreeMap<Integer, Integer>();
        for (int i = 0; i < 20; i++) {
            wanted.put(random.nextInt(40), random.nextInt(100));
        }
        var found = Pinning.copyOf(wanted);
        assertThat(found).isEqualTo(wanted).hasSameHashCodeAs(wanted);
        assertThat(new ArrayList<>(found.entrySet())).isEqualTo(new ArrayList<>(wanted.entrySet()));
        assertThat(found.firstKey()).isEqualTo(wanted.firstKey());
        assertThat(found.lastKey()).isEqualTo(wanted.lastKey());
        for (int vcpu = -1; vcpu <= 41; vcpu++) {
            assertThat(found.get(vcpu)).isEqualTo(wanted.get(vcpu));
            assertThat(found.containsKey(vcpu)).isEqualTo(wanted.containsKey(vcpu));
            assertThat(found.headMap(vcpu)).isEqualTo(wanted.headMap(vcpu));
            assertThat(found.tailMap(vcpu)).isEqualTo(wanted.tailMap(vcpu));
            assertThat(found.subMap(vcpu, vcpu + 7)).isEqualTo(wanted.subMap(vcpu, vcpu + 7));
        }
    }

    @Test
    void pinsVcpusInOrder() {
        var pinning = Pinning.of(CpuSet.parse("1,3"), 7, 5);
        assertThat(pinning).containsEntry(1, 7).containsEntry(3, 5).hasSize(2);
        assertThat(pinning.pcpus()).isEqualTo(CpuSet.parse("5,7"));
        assertThat(pinning.vcpuAt(1)).isEqualTo(3);
        assertThat(pinning.pcpuAt(1)).isEqualTo(5);
        assertThat(pinning.comparator()).isNull();
    }

    @Test
    void refusesWhatDoesNotPairUp() {
        assertThatThrownBy(() -> Pinning.of(CpuSet.of(1, 2), 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoEndsWhenEmpty() {
        var none = Pinning.of(CpuSet.empty());
        assertThatThrownBy(none::firstKey).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> none.entrySet().iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void isNotChangedByAnyone() {
        var pinning = Pinning.of(CpuSet.of(1), 7);
        assertThatThrownBy(() -> pinning.put(1, 8)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> pinning.remove(1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
