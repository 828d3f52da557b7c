package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.Specs;
import io.bedplate.virt.GuestShape;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;

import static org.assertj.core.api.Assertions.assertThat;

final class PlacementEditTests {
    private static final CpuSet EVERYWHERE = CpuSet.range(0, 15);

    private static Domain domain(InstanceSpec spec) {
        return DomainMapper.map(spec, Machine.x86(Machine.KVM, "/usr/bin/qemu"));
    }

    private static Domain onCells(int first, int second, CpuSet emulator) {
        return domain(spec(Specs.placed(emulator, Specs.pinned(0, first, Map.of(0, 4 * first), pages()),
                Specs.pinned(1, second, Map.of(1, 4 * second), pages()))));
    }

    private static Optional<PageSize> pages() {
        return Optional.of(PageSize.MIB_2);
    }

    private static InstanceSpec spec(GuestPlacement placement) {
        return Specs.of(placement, new Boot.FirstDisk(), List.of(), Optional.empty());
    }

    private static PlacedDomain placed(Domain domain) {
        return PlacedDomain.of(domain, EVERYWHERE);
    }

    @Test
    void whatIsMappedIsSeen() {
        var spec = Specs.networkFunction();
        var seen = placed(DomainXml.read(DomainXml.write(domain(spec))));
        assertThat(seen.shape()).isEqualTo(GuestShape.of(spec.placement()));
        assertThat(seen.hostCells()).isEqualTo(Map.of(0, 0, 1, 1));
        assertThat(seen.boundTo()).hasToString("0-1");
        assertThat(seen.pins().vcpus().get(3)).hasToString("14-15");
        assertThat(seen.pins().ioThreads()).hasSize(spec.placement().ioThreads().count());
        assertThat(seen).isEqualTo(placed(domain(spec)));
    }

    @Test
    void anotherPlaceIsPutInAndTheFormerIsGone() throws Exception {
        var former = onCells(0, 1, CpuSet.of(0, 4));
        var wanted = onCells(2, 3, CpuSet.of(1));
        var edited = PlacementEdit.apply(DomainXml.read(DomainXml.write(former)), wanted);
        assertThat(placed(edited)).isEqualTo(placed(wanted)).isNotEqualTo(placed(former));
        assertThat(edited.mark()).isEqualTo(wanted.mark()).isNotEqualTo(former.mark());
        var xml = DomainXml.write(edited);
        assertThat(xml).containsOnlyOnce("urn:bedplate:libvirt:1");
        assertThat(Schema.domain().complaints(xml)).isEmpty();
        assertThat(DomainXml.write(PlacementEdit.apply(edited, former))).isEqualTo(DomainXml.write(former));
    }

    @Test
    void emulatorSettlesWhereTheMarkSays() {
        var wide = onCells(2, 3, CpuSet.of(1));
        assertThat(placed(wide).pins().emulator()).hasToString("1,8,12");
        assertThat(placed(wide).pins().settled(wide.mark()).emulator()).hasToString("1");
        var narrow = onCells(0, 1, CpuSet.of(0, 4));
        assertThat(placed(narrow).pins().settled(narrow.mark())).isEqualTo(placed(narrow).pins());
    }

    @Test
    void floatingGuestsChangeTheirSet() {
        var wanted = domain(spec(new GuestPlacement(List.of(), CpuSet.of(5), CpuSet.empty(),
                GuestPlacement.IoThreads.NONE, CpuSet.empty(), false, Specs.floating().placement().topology(),
                List.of())));
        var edited = placed(PlacementEdit.apply(domain(Specs.floating()), wanted));
        assertThat(edited.pins().vcpus()).isEqualTo(Map.of(0, CpuSet.of(5)));
        assertThat(edited.pins().emulator()).isEqualTo(CpuSet.of(5));
    }

    @Test
    void whatIsNotOfThePlaceStays() {
        var xml = DomainXml.write(onCells(0, 1, CpuSet.of(0, 4)))
                .replace("</metadata>", "<other xmlns=\"urn:other\" a=\"&lt;1&gt;\"/></metadata>")
                .replace("<cputune>", "<cputune><shares>2048</shares><unknown/>");
        assertThat(DomainXml.write(PlacementEdit.apply(DomainXml.read(xml), onCells(2, 3, CpuSet.of(1))))).contains(
                "<shares>2048</shares>", "<unknown/>", "<other xmlns=\"urn:other\" a=\"&lt;1", "<name>vnf-1</name>");
    }

    @Test
    void aPortIsNoShape() {
        var spec = Specs.networkFunction();
        var port = "<interface type=\"hostdev\" managed=\"yes\"><source><address type=\"pci\" domain=\"0x0000\" "
                + "bus=\"0x5e\" slot=\"0x02\" function=\"0x1\"/></source></interface>";
        var seen = placed(DomainXml.read(DomainXml.write(domain(spec)).replace("</devices>", port + "</devices>")));
        assertThat(seen.shape()).isEqualTo(GuestShape.of(spec.placement()));
        assertThat(seen.ports()).containsExactly(PciAddress.parse("0000:5e:02.1"));
    }

    @Test
    void roomToGrowIsNoShape() {
        var grown = Specs.fullyEquipped();
        var seen = placed(domain(grown));
        assertThat(PlacedDomain.room(domain(grown))).contains(grown.hardware().headroom().maxVcpus());
        assertThat(seen.shape().topology().vcpus()).isEqualTo(grown.vcpus());
        assertThat(seen.pins().vcpus()).hasSize(grown.vcpus());
    }
}
