package io.bedplate.virt.tck;

import java.util.TreeMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 1: the driver and its host. */
interface HostRules extends Rules {

    @Test
    @DisplayName("[1.1] capabilities are constant for the life of the driver")
    default void capabilitiesAreConstant() {
        var driver = session().driver();
        var first = driver.capabilities();
        var guest = session().spawned();
        assertThat(driver.capabilities()).isEqualTo(first);
        driver.destroy(guest.id());
        assertThat(driver.capabilities()).isEqualTo(first);
        driver.close();
        assertThat(driver.capabilities()).isEqualTo(first);
    }

    @Test
    @DisplayName("[1.2] the host is read afresh and has a cell and an online CPU")
    default void hostIsReadAfresh() {
        var driver = session().driver();
        assertThat(driver.host().cells()).isNotEmpty();
        assertThat(driver.host().onlineCpus().isEmpty()).as("no online CPU").isFalse();
        // What a driver can be seen to read again are the free pages.
        var pages = HugePages.forGuest(driver.host(), tiny().memoryKib());
        if (session().can(Capability.HUGE_PAGES) && pages.isPresent()) {
            var spec = pages.get().take(session().tiny());
            driver.spawn(spec, LaunchGate.OPEN);
            assertThat(pages.get().freeOf(driver.host())).isLessThanOrEqualTo(pages.get().leftAfterwards());
        }
    }

    @Test
    @DisplayName("[1.3] an unknown setting is INVALID_SPEC, naming it and the known ones")
    default void unknownSettingIsRefused() {
        var config = config();
        var settings = new TreeMap<>(config.settings());
        settings.put("no_such_setting", "1");
        var refused = assertRefused(Kind.INVALID_SPEC,
                () -> provider().open(new DriverConfig(settings, config.files(), config.clock())).close());
        refused.hasMessageContaining("no_such_setting");
        settings().forEach(refused::hasMessageContaining);
    }
}
