package io.bedplate.virt.tck;

import java.util.Map;
import java.util.TreeMap;

import io.bedplate.virt.DriverConfig;

/** The fake driver without any capability: the other side of each. */
final class BareFakeDriverTckTests extends FakeTck {
    @Override
    public DriverConfig config() {
        var config = super.config();
        return new DriverConfig(new TreeMap<>(Map.of("capabilities", "")), config.files(), config.clock());
    }
}
