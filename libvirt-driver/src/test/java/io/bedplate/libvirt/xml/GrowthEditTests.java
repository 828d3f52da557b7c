package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.Specs;
import io.bedplate.libvirt.xml.VcpuStates.VcpuState;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.GuestExtent;
import io.bedplate.virt.GuestExtent.Misfit;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents of domains that grow. */
final class GrowthEditTests {
    private static final Optional<PageSize> PAGES = Optional.of(PageSize.MIB_2);
    private static final Growth GROWTH = new Growth(
            List.of(new NewVcpu(2, 1, new Seat.Own(6, CpuSet.empty())),
                    new NewVcpu(3, 1, new Seat.Shared(CpuSet.of(7, 8)))),
            List.of(module("m1", 0), module("m2", 1)));

    private static MemoryModule module(String id, int cell) {
        return new MemoryModule(new DeviceId(id), cell, cell + 2, 131072, PAGES);
    }

    /** A vCPU and 1 GiB in each of two cells, with room for twice that and a disk named root. */
    private static InstanceSpec spec() {
        var placement = Specs.placed(CpuSet.of(4), Specs.pinned(0, 2, Map.of(0, 4), PAGES),
                Specs.pinned(1, 3, Map.of(1, 5), PAGES));
        return Specs.of(placement, new Boot.FirstDisk(), List.of(Specs.disk("root", Path.of("/root"))),
                Optional.empty()).on(GuestHardware.PLAIN.with(new Headroom(4, 4 << 20)));
    }

    private static Domain domain() {
        return DomainMapper.map(spec(), Machine.x86(Machine.KVM, "/usr/bin/qemu"));
    }

    private static Domain grown() {
        return DomainXml.read(DomainXml.write(GrowthEdit.with(domain(), GROWTH)));
    }

    @Test
    void whatComesIsInTheDefinitionAndIsSeen() throws Exception {
        var grown = grown();
        assertThat(Schema.domain().complaints(DomainXml.write(grown))).isEmpty();
        assertThat(GrowthEdit.within(domain(), GROWTH)).isEqualTo(Growth.NONE);
        assertThat(GrowthEdit.within(grown, GROWTH)).isEqualTo(GROWTH);
        assertThat(PlacedDomain.vcpus(grown)).isEqualTo(4);
        assertThat(grown.memory()).contains(Quantity.kib((2 << 20) + 2 * 131072));
        var placed = PlacedDomain.of(grown, CpuSet.range(0, 15));
        assertThat(placed.pins().vcpus()).containsEntry(2, CpuSet.of(6)).containsEntry(3, CpuSet.of(7, 8));
        assertThat(placed.shape().cells()).extracting(cell -> cell.memoryKib()).containsOnly((1L << 20) + 131072);
    }

    @Test
    void whatGoesLeavesTheDefinitionAsItWasButForItsWords() {
        var less = GrowthEdit.without(grown(), GROWTH);
        assertThat(PlacedDomain.of(less, CpuSet.empty())).isEqualTo(PlacedDomain.of(domain(), CpuSet.empty()));
        assertThat(DomainExtent.of(less)).isEqualTo(DomainExtent.of(domain()));
        assertThat(GrowthEdit.with(less, GROWTH)).isEqualTo(GrowthEdit.with(GrowthEdit.without(
                GrowthEdit.with(less, GROWTH), GROWTH), GROWTH));
    }

    @Test
    void nothingChangesNothing() {
        assertThat(GrowthEdit.with(domain(), Growth.NONE)).isEqualTo(domain());
        assertThat(GrowthEdit.without(grown(), Growth.NONE)).isEqualTo(grown());
    }

    @Test
    void vcpusThatCameCanGoAndThoseOfTheStartCannot() {
        assertThat(GrowthEdit.fixed(grown(), GROWTH)).isEmpty();
        var second = new Growth(List.of(new NewVcpu(1, 1, new Seat.Own(5, CpuSet.empty()))), List.of());
        assertThat(GrowthEdit.fixed(grown(), second)).containsExactly(1);
        assertThat(grown().vcpuStates().orElseThrow().vcpus()).extracting(VcpuState::hotpluggable)
                .containsExactly(Optional.of(false), Optional.of(false), Optional.of(true), Optional.of(true));
    }

    @Test
    void extentIsThatOfTheSpecification() {
        assertThat(DomainExtent.of(domain())).isEqualTo(GuestExtent.of(spec(), Growth.NONE));
        assertThat(DomainExtent.misfit(domain(), GROWTH)).isEmpty();
        assertThat(DomainExtent.misfit(grown(), GROWTH).map(Misfit::kind)).contains(Kind.EXISTS);
        assertThat(DomainExtent.of(grown()).names()).contains(new DeviceId("m1"), new DeviceId("root"));
    }

    @Test
    void placesForModulesEnd() {
        var many = new Growth(List.of(),
                IntStream.range(0, 17).mapToObj(i -> new MemoryModule(new DeviceId("m" + i), 0, 2, 2048, PAGES))
                        .toList());
        assertThat(DomainExtent.misfit(domain(), many)).hasValueSatisfying(misfit -> {
            assertThat(misfit.kind()).isEqualTo(Kind.INSUFFICIENT_RESOURCES);
            assertThat(misfit.why()).contains("17 places", "16 free");
        });
    }

    @Test
    void moduleIsBoundByNameWhereThatIsWanted() {
        var bound = GrowthEdit.module(module("m1", 0), CpuSet.of(2));
        assertThat(bound.source().orElseThrow().nodeMask()).contains(CpuSet.of(2));
        assertThat(bound.target().orElseThrow().node()).isEqualTo(OptionalInt.of(0));
        var ordinary = new MemoryModule(new DeviceId("m1"), 0, 2, 131072, Optional.empty());
        assertThat(GrowthEdit.module(ordinary, CpuSet.empty()).source()).isEmpty();
    }
}
