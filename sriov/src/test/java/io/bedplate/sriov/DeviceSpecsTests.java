package io.bedplate.sriov;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DeviceSpecsTests {
    @ParameterizedTest
    @CsvSource({"0000:3b:02.1, true", "*:3b:*.*, true", "3b:02.1, true", ":3b:02., true", "02.1, true", "*, true",
            "0000:3b:02.2, false", "0001:3b:*.*, false", "*:3c:*.*, false", "03.*, false"})
    void readsPatternsAsNovaWritesThem(String glob, boolean matches) {
        assertThat(AddressPattern.glob(glob).matches(PciAddress.parse("0000:3b:02.1"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:0:0:0.0", "0000:3g:00.0", "100:00.0", "0000:00:20.0", "00.8"})
    void namesThePatternThatIsNone(String glob) {
        assertThatThrownBy(() -> AddressPattern.glob(glob)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(glob);
    }

    @ParameterizedTest
    @CsvSource({".*, 3[a-f], 0[0-3], [0-7], true", "0001, 3b, .*, .*, false", "0{4}, 3b, 02, 1, true",
            ".*, 3b, 0[3-9], .*, false"})
    void readsRegularExpressions(String domain, String bus, String slot, String function, boolean matches) {
        assertThat(AddressPattern.regex(domain, bus, slot, function).matches(PciAddress.parse("0000:3b:02.1")))
                .isEqualTo(matches);
    }

    @Test
    void takesTheFirstEntryThatMatches() {
        var specs = DeviceSpecs.of(List.of(spec("8086", "1572", "*"), spec("8086", "154c", "*:3c:*.*"),
                spec("8086", "154c", "*:3b:*.*"), spec("8086", "154c", "*")));
        assertThat(specs.match(vf()).map(DeviceSpec::tags)).contains(Map.of("physical_network", "*:3b:*.*"));
    }

    @Test
    void offersNothingThatNoEntryNames() {
        assertThat(DeviceSpecs.of(List.of(spec("15b3", "1017", "*"))).match(vf())).isEmpty();
    }

    @Test
    void takesThePfsAddressForItsVfsToo() {
        assertThat(spec("8086", "154c", "0000:3b:00.0").matches(vf())).isTrue();
        assertThat(spec("8086", "154c", "0000:3b:00.*").matches(vf())).isFalse();
    }

    @Test
    void namesAnIdThatIsNone() {
        assertThatThrownBy(() -> spec("80866", "154c", "*")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("80866");
    }

    @Test
    void matchesAnythingWhereNothingIsSaid() {
        assertThat(DeviceSpec.of(Optional.empty(), Optional.empty(), AddressPattern.any(), Map.of()).matches(vf()))
                .isTrue();
    }

    private static DeviceSpec spec(String vendor, String product, String glob) {
        return DeviceSpec.of(Optional.of(vendor), Optional.of(product), AddressPattern.glob(glob),
                Map.of("physical_network", glob));
    }

    private static PciDevice vf() {
        return new PciDevice(PciAddress.parse("0000:3b:02.1"), "8086", "154c", OptionalInt.of(0), PciDeviceType.VF, 0,
                List.of(), Optional.of(PciAddress.parse("0000:3b:00.0")), Optional.empty(), OptionalInt.empty(),
                Optional.empty());
    }
}
