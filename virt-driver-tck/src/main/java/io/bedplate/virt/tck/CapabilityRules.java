package io.bedplate.virt.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Chapter 10: both sides of each capability. */
interface CapabilityRules extends Rules {

    @Test
    @DisplayName("[10.1] CONSOLE_LOG: what the guest prints is in the file; without it a file is UNSUPPORTED")
    default void consoleIsInTheFile() {
        if (!session().can(Capability.CONSOLE_LOG)) {
            assertUnsupported(session().withConsole(tiny()));
            return;
        }
        var spec = session().withConsole(printing());
        var console = new Console(spec.consoleLog().orElseThrow(), printed());
        session().driver().spawn(spec, LaunchGate.OPEN);
        session().poll().until("\"%s\" on the console".formatted(printed()), console::text,
                text -> text.contains(printed()));
        session().driver().destroy(spec.id());
        assertThat(console.text()).as("the console after destroy; the caller removes it").contains(printed());
    }

    @Test
    @DisplayName("[10.2] HUGE_PAGES: a guest on huge pages spawns where pages are free; without it UNSUPPORTED")
    default void hugePagesBackTheGuest() {
        var driver = session().driver();
        var spec = session().tiny();
        var pages = HugePages.forGuest(driver.host(), spec.memoryKib());
        if (!session().can(Capability.HUGE_PAGES)) {
            assertUnsupported(Specs.onPages(spec, firstWithCpus(driver.host()), PageSize.MIB_2,
                    PageSize.MIB_2.pagesFor(spec.memoryKib())));
            return;
        }
        assumeTrue(pages.isPresent(), () -> "no cell has free huge pages for %d KiB".formatted(spec.memoryKib()));
        var taken = pages.orElseThrow();
        driver.spawn(taken.take(spec), LaunchGate.OPEN);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        assertThat(taken.freeOf(driver.host())).isLessThanOrEqualTo(taken.leftAfterwards());
        driver.destroy(spec.id());
        session().poll().until("the pages to return", () -> taken.freeOf(driver.host()),
                free -> free > taken.leftAfterwards());
    }

    @Test
    @DisplayName("[10.3] PCI_PASSTHROUGH: an unknown device is INVALID_SPEC; without it any device is UNSUPPORTED")
    default void unknownDeviceIsRefused() {
        var driver = session().driver();
        var absent = absent(driver.host());
        var spec = Specs.withDevice(session().tiny(), absent);
        if (session().can(Capability.PCI_PASSTHROUGH)) {
            assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(spec, LaunchGate.OPEN))
                    .hasMessageContaining(absent.toString());
            assertThat(driver.guest(spec.id())).isEmpty();
        } else {
            assertUnsupported(spec);
        }
    }

    private void assertUnsupported(InstanceSpec spec) {
        assertRefused(Kind.UNSUPPORTED, () -> session().driver().spawn(spec, LaunchGate.OPEN));
        assertThat(session().driver().guest(spec.id())).isEmpty();
    }

    private static NumaCell firstWithCpus(HostTopology host) {
        return host.cells().stream().filter(cell -> !cell.cpus().isEmpty()).findFirst().orElseThrow();
    }

    /** The highest address of segment 0 that no device has. */
    static PciAddress absent(HostTopology host) {
        var taken = host.pci().stream().map(PciDevice::address).toList();
        long packed = new PciAddress(0, 0xff, 0x1f, 7).packed();
        while (taken.contains(PciAddress.ofPacked(packed))) {
            packed--;
        }
        return PciAddress.ofPacked(packed);
    }
}
