package io.bedplate.fake;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** What ports can be plugged into on a simulated host. */
final class PortCheckTests {
    private static final HostTopology HOST = new HostShape("h", 1, 2, 1, 1024, 0, 0, 2).topology();

    private static Optional<String> refusal(NicBackend backend) {
        var nic = Nic.of(new DeviceId("p"), new MacAddress("52:54:00:00:00:01"), backend);
        return PortCheck.refusal(List.of(nic), HOST).map(SpecCheck.Refusal::message);
    }

    private static PciAddress first(PciDeviceType type) {
        return HOST.pci().stream().filter(one -> one.type() == type).map(PciDevice::address).findFirst().orElseThrow();
    }

    @Test
    void whatTheHostHasIsTaken() {
        assertThat(refusal(new NicBackend.Bridge("br0"))).isEmpty();
        assertThat(refusal(new NicBackend.OpenVswitch("br-int", UUID.randomUUID()))).isEmpty();
        assertThat(refusal(new NicBackend.VirtualFunction(first(PciDeviceType.VF)))).isEmpty();
        assertThat(refusal(new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0")))).isEmpty();
    }

    @Test
    void whatItHasNotIsNamed() {
        assertThat(refusal(new NicBackend.Bridge("br1"))).contains("port p: a bridge br1 wanted, the host has br0");
        assertThat(refusal(new NicBackend.OpenVswitch("br0", UUID.randomUUID())))
                .contains("port p: a bridge br0 wanted, the host has br-int");
        var pf = first(PciDeviceType.PF);
        assertThat(refusal(new NicBackend.VirtioForwarder(Path.of("/run/f"), pf)))
                .contains("port p: the host has no virtual function " + pf);
    }
}
