package io.bedplate.host;

import java.util.BitSet;
import java.util.Random;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CpuSetTests {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0-3,8; 0-3,8", "8,0,1; 0-1,8", " 1 , 3-4 ; 1,3-4", "''; ''",
            "127-129; 127-129"})
    void writesTheKernelsListFormat(String given, String wanted) {
        assertThat(CpuSet.parse(given)).hasToString(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "3-1", "1,,2", "16384", "99999999999", "0-6:2/4"})
    void namesTheTextThatIsNoList(String given) {
        assertThatThrownBy(() -> CpuSet.parse(given)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(given);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithBitSet(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var a = bits(random);
            var b = bits(random);
            assertSame(CpuSet.ofWords(a.toLongArray()).and(CpuSet.ofWords(b.toLongArray())), a, b, BitSet::and);
            assertSame(CpuSet.ofWords(a.toLongArray()).or(CpuSet.ofWords(b.toLongArray())), a, b, BitSet::or);
            assertSame(CpuSet.ofWords(a.toLongArray()).minus(CpuSet.ofWords(b.toLongArray())), a, b, BitSet::andNot);
            assertThat(CpuSet.ofWords(a.toLongArray()).intersects(CpuSet.ofWords(b.toLongArray())))
                    .isEqualTo(a.intersects(b));
        }
    }

    private static void assertSame(CpuSet found, BitSet a, BitSet b, BiConsumer<BitSet, BitSet> op) {
        var wanted = (BitSet) a.clone();
        op.accept(wanted, b);
        assertThat(found.toArray()).isEqualTo(wanted.stream().toArray());
        assertThat(found.size()).isEqualTo(wanted.cardinality());
        assertThat(found.last()).isEqualTo(wanted.length() - 1);
        assertThat(CpuSet.parse(found.toString())).isEqualTo(found).hasSameHashCodeAs(found);
    }

    private static BitSet bits(Random random) {
        var bits = new BitSet();
        for (int n = random.nextInt(40); n > 0; n--) {
            bits.set(random.nextInt(200));
        }
        return bits;
    }

    @Test
    void ordersByLowestDifferingCpu() {
        assertThat(CpuSet.parse("0,4")).isLessThan(CpuSet.parse("1,5")).isEqualByComparingTo(CpuSet.of(4, 0));
        assertThat(CpuSet.empty()).isGreaterThan(CpuSet.of(7));
    }
}
