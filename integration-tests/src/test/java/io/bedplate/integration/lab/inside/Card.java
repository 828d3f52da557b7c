package io.bedplate.integration.lab.inside;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostFiles;
import io.bedplate.nfv.PciWish;
import io.bedplate.probe.HostProbe;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.sysfs.VirtualFunctions;
import io.bedplate.sriov.sysfs.VirtualFunctions.Creation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A card of the lab host, its virtual functions made.
 *
 * @param device its network device
 */
record Card(PciAddress address, String device, List<PciAddress> functions) implements AutoCloseable {
    private static final HostFiles FILES = HostFiles.real();
    private static final String INTEL = "8086";
    private static final String PF_82576 = "10c9";
    private static final String VF_82576 = "10ca";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** The card of that cell, with so many functions, all of which libvirt knows. */
    static Card ofCell(int cell, int functions) {
        var pf = HostProbe.readThisHost().pci().stream()
                .filter(device -> device.type() == PciDeviceType.PF && device.cell().equals(OptionalInt.of(cell)))
                .findFirst().orElseThrow();
        var device = pf.netDevice().orElseThrow().name();
        // Its driver tells a function that the link is up only while the card itself is.
        Programs.run("ip", "link", "set", device, "up");
        var made = VirtualFunctions.create(FILES, pf.address(), functions);
        assertThat(made).isInstanceOf(Creation.Created.class);
        var card = new Card(pf.address(), device, ((Creation.Created) made).vfs());
        card.functions.forEach(Card::awaitDriver);
        return card;
    }

    private static void awaitDriver(PciAddress function) {
        Waiting.until(function + " has its driver and libvirt knows it", LONGEST,
                () -> driver(function).isPresent() && Programs.run("virsh", "nodedev-list", "--cap", "pci")
                        .contains("pci_" + function.toString().replace(':', '_').replace('.', '_')));
    }

    static Optional<String> driver(PciAddress function) {
        return FILES.linkName("sys/bus/pci/devices/" + function + "/driver");
    }

    static String iommuGroup(PciAddress function) {
        return FILES.linkName("sys/bus/pci/devices/" + function + "/iommu_group").orElseThrow();
    }

    /** One virtual function of any card, so near. */
    static PciWish function(PciNumaPolicy policy) {
        return new PciWish(Optional.of(INTEL), Optional.of(VF_82576), Optional.of(PciDeviceType.VF), 1,
                Optional.of(policy), Optional.empty());
    }

    /** One whole card. */
    static PciWish whole(PciNumaPolicy policy) {
        return new PciWish(Optional.of(INTEL), Optional.of(PF_82576), Optional.of(PciDeviceType.PF), 1,
                Optional.of(policy), Optional.empty());
    }

    /** What the card's driver says of a function, by its number. */
    String settings(int number) {
        return Programs.run("ip", "link", "show", device).lines().map(String::strip)
                .filter(line -> line.startsWith("vf " + number + " ")).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        VirtualFunctions.removeAll(FILES, address);
    }
}
