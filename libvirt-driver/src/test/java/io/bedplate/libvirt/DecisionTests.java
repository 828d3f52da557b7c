package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.libvirt.LibvirtSettings.DomainType;
import io.bedplate.libvirt.Lifecycle.Change;
import io.bedplate.libvirt.jna.LifecycleEvent;
import io.bedplate.libvirt.storage.FileOrder.ConfigDrive.FileSystem;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.libvirt.Specs.pinned;
import static io.bedplate.libvirt.Specs.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** The driver's decisions that need no libvirt: fit, events, settings. */
final class DecisionTests {
    private static final Optional<PageSize> HUGE = Optional.of(PageSize.MIB_2);
    private static final HostTopology HOST = new HostTopology("h", "x86_64", List.of(cell(0, "0-3", 512),
            cell(2, "4-7", 100)), List.of(), List.of(), List.of(), List.of());

    private static NumaCell cell(int id, String cpus, long freePages) {
        return new NumaCell(id, OptionalInt.empty(), CpuSet.parse(cpus), 1 << 22,
                List.of(new PagePool(PageSize.MIB_2, 600, freePages)));
    }

    private static Optional<Misfit> check(GuestPlacement placement) {
        return HostFit.check(placement, HOST);
    }

    @Test
    void placementThatTheHostCanHoldFits() {
        assertThat(check(placed(CpuSet.of(0), pinned(0, 0, Map.of(0, 1), HUGE)))).isEmpty();
        assertThat(check(Specs.floating().placement())).isEmpty();
    }

    @Test
    void absentCellCpuAndDeviceAreNamed() {
        assertThat(check(placed(CpuSet.of(0), pinned(0, 1, Map.of(0, 1), HUGE)))).contains(new Misfit(
                Kind.INVALID_SPEC, "guest cell 0: the host has no cell 1; it has [0, 2]"));
        assertThat(check(placed(CpuSet.of(9), pinned(0, 0, Map.of(0, 8), HUGE)))).contains(
                new Misfit(Kind.INVALID_SPEC, "pCPU 8-9 is not online on this host; online are 0-7"));
        assertThat(HostFit.check(Specs.networkFunction().placement(), new HostTopology("h", "x86_64",
                List.of(cell(0, "0-7", 0), cell(1, "8-15", 0)), List.of(), List.of(), List.of(), List.of())))
                .contains(new Misfit(Kind.INVALID_SPEC, "the host has no PCI device 0000:3b:02.1"));
    }

    @Test
    void lackingPagesAreCountedOverAllCellsOfTheGuest() {
        assertThat(check(placed(CpuSet.of(0), pinned(0, 0, Map.of(0, 1), HUGE), pinned(1, 0, Map.of(1, 2), HUGE))))
                .contains(new Misfit(Kind.INSUFFICIENT_RESOURCES, "cell 0: 1024 pages of 2 MiB wanted, 512 free"));
        assertThat(check(placed(CpuSet.of(0), pinned(0, 2, Map.of(0, 5), Optional.of(PageSize.GIB_1))))).contains(
                new Misfit(Kind.INSUFFICIENT_RESOURCES, "cell 2: 1 pages of 1 GiB wanted, 0 free"));
    }

    @ParameterizedTest
    @CsvSource({"3,0,To[state=PAUSED]", "4,0,To[state=RUNNING]", "5,1,To[state=STOPPED]", "5,2,To[state=CRASHED]",
            "5,4,To[state=SUSPENDED]", "5,5,Failed[]", "7,0,To[state=PAUSED]", "8,0,To[state=CRASHED]", "1,0,Gone[]",
            "0,0,nothing",
            "2,0,nothing", "6,0,nothing", "99,0,nothing"})
    void lifecycleEventIsReadAsAChange(int type, int detail, String change) {
        var event = new LifecycleEvent(Specs.ID.uuid(), type, detail);
        assertThat(Lifecycle.read(event).map(Change::toString).orElse("nothing")).isEqualTo(change);
    }

    @Test
    void settingsHaveDefaults() {
        assertThat(LibvirtSettings.of(new TreeMap<>()))
                .isEqualTo(new LibvirtSettings("qemu:///system", DomainType.AUTO, Optional.empty(), Optional.empty(),
                        Path.of("/var/lib/bedplate/images"), Path.of("/var/lib/bedplate/instances"),
                        FileSystem.ISO9660));
        assertThat(LibvirtSettings.of(new TreeMap<>(
                Map.of("uri", "u", "domain_type", "kvm", "netns", "/run/netns/x", "ovsdb", "unix:/s", "images", "/i",
                        "instances", "/j", "config_drive_format", "vfat"))))
                .isEqualTo(new LibvirtSettings("u", DomainType.KVM, Optional.of("/run/netns/x"),
                        Optional.of("unix:/s"), Path.of("/i"), Path.of("/j"), FileSystem.VFAT));
    }

    @Test
    void wrongSettingIsNamedWithWhatIsWanted() {
        assertThatThrownBy(() -> LibvirtSettings.of(new TreeMap<>(Map.of("domain_type", "xen"))))
                .asInstanceOf(type(VirtDriverException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID_SPEC))
                .extracting(Throwable::getMessage).asString()
                .contains("domain_type", "xen", "auto, kvm, qemu");
    }
}
