package io.bedplate.virt;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

final class VirtDriversTests {
    @Test
    void anUnknownDriverIsNamedWithWhatIsThere() {
        assertThatThrownBy(() -> VirtDrivers.open("nothing", DriverConfig.of(Map.of())))
                .asInstanceOf(type(VirtDriverException.class)).satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC);
                    assertThat(e).hasMessageContaining("\"nothing\"").hasMessageContaining("known here: none");
                });
    }

    @Test
    void aKnownDriverIsOpenedWithItsSettings() {
        assertThatThrownBy(() -> VirtDrivers.open("none", DriverConfig.of(Map.of("uri", "here"))))
                .asInstanceOf(type(VirtDriverException.class)).satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(e).hasMessage("asked at here");
                });
    }

    @Test
    void settingsAreFoundByKey() {
        var config = DriverConfig.of(Map.of("uri", "test:///default"));
        assertThat(config.setting("uri")).contains("test:///default");
        assertThat(config.setting("url")).isEmpty();
    }
}
