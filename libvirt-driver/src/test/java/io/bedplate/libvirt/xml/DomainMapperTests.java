package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.Specs;
import io.bedplate.libvirt.xml.CpuTune.EmulatorPin;
import io.bedplate.libvirt.xml.CpuTune.IoThreadPin;
import io.bedplate.libvirt.xml.CpuTune.VcpuPin;
import io.bedplate.libvirt.xml.MemoryBacking.HugePage;
import io.bedplate.libvirt.xml.NumaTune.MemNode;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;

import static io.bedplate.libvirt.Specs.pinned;
import static io.bedplate.libvirt.Specs.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What becomes of a placement. */
final class DomainMapperTests {
    private static final Machine QEMU = Machine.x86(Machine.QEMU, "/usr/bin/qemu-system-x86_64");
    private static final Optional<PageSize> HUGE = Optional.of(PageSize.MIB_2);
    private static final Optional<PageSize> ORDINARY = Optional.empty();

    private static Domain map(InstanceSpec spec) {
        return DomainMapper.map(spec, QEMU);
    }

    private static Domain map(CpuSet emulator, PlacedCell... cells) {
        return map(Specs.of(placed(emulator, cells), Specs.kernel(), List.of(), Optional.empty()));
    }

    @Test
    void floatingGuestHasNoPinsButItsSharedCpus() {
        var domain = map(Specs.floating());
        assertThat(domain.vcpu().flatMap(Vcpu::cpuset)).contains(CpuSet.of(0, 1));
        assertThat(domain.cpuTune()).isEmpty();
        assertThat(domain.numaTune()).isEmpty();
        assertThat(domain.memoryBacking()).isEmpty();
        assertThat(domain.cpu().flatMap(Cpu::numa)).isEmpty();
    }

    @Test
    void eachVcpuGetsItsPcpuOrTheCellsFloatingOnes() {
        var domain = map(Specs.networkFunction());
        assertThat(domain.vcpu().flatMap(Vcpu::cpuset)).isEmpty();
        var tune = domain.cpuTune().orElseThrow();
        assertThat(tune.vcpuPins()).containsExactly(new VcpuPin(0, CpuSet.of(4)), new VcpuPin(1, CpuSet.of(5)),
                new VcpuPin(2, CpuSet.of(12)), new VcpuPin(3, CpuSet.of(14, 15)));
        assertThat(tune.ioThreadPins()).containsExactly(new IoThreadPin(1, CpuSet.of(1)));
        assertThat(domain.ioThreads()).hasValue(1);
        assertThat(tune.schedulers()).containsExactly(Scheduler.Vcpus.fifo(CpuSet.of(1, 2), 1));
    }

    @Test
    void threadsOfAGuestOnAnAmdProcessorAreShownByItsLeafForThem() {
        var kvm = Machine.x86(Machine.KVM, QEMU.emulator());

        assertThat(features(Specs.networkFunction(), kvm.withTopoext(true))).containsExactly("topoext");
        assertThat(features(Specs.networkFunction(), kvm)).isEmpty();
        assertThat(features(Specs.networkFunction(), QEMU.withTopoext(true))).isEmpty();
        assertThat(features(Specs.floating(), kvm.withTopoext(true))).isEmpty();
    }

    private static List<String> features(InstanceSpec spec, Machine machine) {
        return DomainMapper.map(spec, machine).cpu().orElseThrow().features().stream().map(Cpu.Feature::name).toList();
    }

    @Test
    void memoryIsStrictPerCellAndPagesAreGroupedBySize() {
        var domain = map(CpuSet.empty(), pinned(0, 1, Map.of(0, 4), HUGE), pinned(1, 0, Map.of(1, 6), HUGE),
                pinned(2, 0, Map.of(2, 7), Optional.of(PageSize.KIB_4)));
        assertThat(domain.numaTune()).hasValueSatisfying(tune -> {
            assertThat(tune.memory().flatMap(NumaTune.Memory::nodeset)).contains(CpuSet.of(0, 1));
            assertThat(tune.memNodes()).containsExactly(MemNode.strict(0, CpuSet.of(1)),
                    MemNode.strict(1, CpuSet.of(0)),
                    MemNode.strict(2, CpuSet.of(0)));
        });
        assertThat(domain.memoryBacking()).hasValueSatisfying(backing -> {
            assertThat(backing.hugePages().orElseThrow().pages())
                    .containsExactly(HugePage.of(PageSize.MIB_2, CpuSet.of(0, 1)));
            assertThat(backing.locked()).isFalse();
        });
    }

    @Test
    void emulatorPinThatMissesAHugePageCellIsWidenedUntilTheMemoryIsThere() {
        var domain = map(CpuSet.of(0), pinned(0, 0, Map.of(0, 4, 1, 5), HUGE), pinned(1, 1, Map.of(2, 12), ORDINARY));
        assertThat(domain.cpuTune().flatMap(CpuTune::emulatorPin)).contains(new EmulatorPin(CpuSet.of(0, 4, 5)));
        assertThat(domain.mark().orElseThrow().emulatorCpus()).isEqualTo(CpuSet.of(0));
    }

    @Test
    void emulatorPinThatReachesTheCellStaysAsItIs() {
        var domain = map(CpuSet.of(0, 4), pinned(0, 0, Map.of(0, 4, 1, 5), HUGE));
        assertThat(domain.cpuTune().flatMap(CpuTune::emulatorPin)).contains(new EmulatorPin(CpuSet.of(0, 4)));
        assertThat(domain.mark().orElseThrow().emulatorCpus().isEmpty()).isTrue();
    }

    @Test
    void emulatorPinOnOrdinaryMemoryStaysAsItIs() {
        var domain = map(CpuSet.of(0), pinned(0, 0, Map.of(0, 4), ORDINARY));
        assertThat(domain.cpuTune().flatMap(CpuTune::emulatorPin)).contains(new EmulatorPin(CpuSet.of(0)));
        assertThat(domain.mark().orElseThrow().emulatorCpus().isEmpty()).isTrue();
    }

    @Test
    void emulatorWithoutPinRunsWhereTheGuestDoes() {
        var domain = map(CpuSet.empty(), pinned(0, 0, new TreeMap<>(Map.of(0, 4, 1, 5)), ORDINARY));
        assertThat(domain.cpuTune().flatMap(CpuTune::emulatorPin)).contains(new EmulatorPin(CpuSet.of(4, 5)));
    }

    @Test
    void lockedMemoryIsNeitherSharedNorSwapped() {
        assertThat(map(Specs.networkFunction()).memoryBacking()).hasValueSatisfying(backing -> {
            assertThat(backing.locked()).isTrue();
            assertThat(backing.noSharePages()).isTrue();
        });
    }

    @Test
    void disksAreServedByTheIoThreadWhereThereIsOne() {
        assertThat(map(Specs.networkFunction()).devices()).filteredOn(Disk.class::isInstance)
                .extracting(device -> ((Disk) device).driver().orElseThrow())
                .extracting(DiskDriver::type, DiskDriver::ioThread)
                .containsExactly(tuple(Optional.of("qcow2"), OptionalInt.of(1)),
                        tuple(Optional.of("raw"), OptionalInt.of(1)));
    }

    private static Domain withPool(IoThreads pool, int disks) {
        var old = Specs.placed(CpuSet.of(0, 1), pinned(0, 0, Map.of(0, 4), ORDINARY));
        var placement = new GuestPlacement(old.cells(), old.sharedCpus(), old.emulatorCpus(), pool,
                old.realtimeVcpus(), false, old.topology(), List.of());
        var images = IntStream.range(0, disks)
                .mapToObj(i -> Specs.disk("d" + i, Path.of("/d" + i))).toList();
        return map(Specs.of(placement, new Boot.FirstDisk(), images, Optional.empty()));
    }

    @Test
    void disksGoRoundThePoolOfIoThreads() {
        var domain = withPool(new IoThreads(2, CpuSet.of(6, 3)), 3);
        assertThat(domain.ioThreads()).hasValue(2);
        assertThat(domain.cpuTune().orElseThrow().ioThreadPins()).containsExactly(new IoThreadPin(1, CpuSet.of(3)),
                new IoThreadPin(2, CpuSet.of(6)));
        assertThat(domain.devices()).filteredOn(Disk.class::isInstance)
                .extracting(device -> ((Disk) device).driver().orElseThrow().ioThread())
                .containsExactly(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(1));
    }

    @Test
    void ioThreadsWithoutPcpusOfTheirOwnArePinnedWithTheEmulator() {
        assertThat(withPool(new IoThreads(2, CpuSet.empty()), 0).cpuTune().orElseThrow().ioThreadPins())
                .containsExactly(new IoThreadPin(1, CpuSet.of(0, 1)), new IoThreadPin(2, CpuSet.of(0, 1)));
    }

    @Test
    void disksAreCountedLikeColumns() {
        var disks = IntStream.range(0, 28)
                .mapToObj(i -> Specs.disk("d" + i, Path.of("/d" + i))).toList();
        var spec = Specs.of(Specs.floating().placement(), new Boot.FirstDisk(), disks, Optional.empty());
        assertThat(map(spec).devices()).filteredOn(Disk.class::isInstance)
                .extracting(device -> ((Disk) device).target().orElseThrow().dev()).startsWith("vda", "vdb")
                .endsWith("vdz", "vdaa",
                        "vdab");
    }
}
