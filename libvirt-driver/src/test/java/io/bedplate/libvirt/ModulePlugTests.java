package io.bedplate.libvirt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.ThreadPins;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth.MemoryModule;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the emulator's threads are while they fill a module's pages. */
final class ModulePlugTests {
    private static final HostTopology HOST = new HostTopology("two", "x86_64",
            List.of(cell(0, CpuSet.range(0, 3)), cell(1, CpuSet.range(4, 7))), List.of(), List.of(), List.of(),
            List.of());

    private static NumaCell cell(int id, CpuSet cpus) {
        return new NumaCell(id, OptionalInt.of(id), cpus, 1 << 20, List.of());
    }

    private static Optional<CpuSet> widened(Optional<PageSize> pages, CpuSet emulator, int vcpuOn) {
        var module = new MemoryModule(new DeviceId("m"), 0, 1, 2048, pages);
        var live = DomainMapper.map(Specs.floating(), Machine.x86(Machine.KVM, "/usr/bin/qemu"));
        return new ModulePlug(module, live, HOST)
                .widened(new ThreadPins(new TreeMap<>(Map.of(0, CpuSet.of(vcpuOn))), emulator, new TreeMap<>()));
    }

    @Test
    void emulatorFarFromTheMemoryIsLetNear() {
        assertThat(widened(Optional.of(PageSize.MIB_2), CpuSet.of(0), 5)).contains(CpuSet.of(0, 5));
    }

    @Test
    void withoutACpuOfItsOwnThereItIsLetIntoTheWholeCell() {
        assertThat(widened(Optional.of(PageSize.MIB_2), CpuSet.of(0), 1)).contains(CpuSet.of(0, 4, 5, 6, 7));
    }

    @Test
    void emulatorStaysWhereItIsNearOrNothingIsFilled() {
        assertThat(widened(Optional.of(PageSize.MIB_2), CpuSet.of(0, 4), 5)).isEmpty();
        assertThat(widened(Optional.empty(), CpuSet.of(0), 5)).isEmpty();
        assertThat(widened(Optional.of(PageSize.KIB_4), CpuSet.of(0), 5)).isEmpty();
    }
}
