package io.bedplate.host;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PciAddressTests {
    @ParameterizedTest
    @CsvSource({"0000:3b:02.1, 0000:3b:02.1", "3B:2.1, 0000:3b:02.1", "10000:01:00.0, 10000:01:00.0",
            "ffffffff:ff:1f.7, ffffffff:ff:1f.7"})
    void writesTheKernelsForm(String text, String wanted) {
        var address = PciAddress.parse(text);
        assertThat(address).hasToString(wanted);
        assertThat(PciAddress.ofPacked(address.packed())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3b", "0000:3b:02.8", "0000:3b:20.0", "0000:100:00.0", "100000000:00:00.0", "g:00.0"})
    void namesTheTextThatIsNoAddress(String text) {
        assertThatThrownBy(() -> PciAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0000:3b:02.1, 0000:3b:02.2", "0000:3b:02.7, 0000:3b:03.0", "0000:ff:1f.7, 0001:00:00.0",
            "ffff:00:00.0, 10000:00:00.0"})
    void ordersByDomainBusSlotFunction(String lower, String higher) {
        assertThat(PciAddress.parse(lower)).isLessThan(PciAddress.parse(higher));
        assertThat(PciAddress.parse(lower).packed()).isLessThan(PciAddress.parse(higher).packed());
    }
}
