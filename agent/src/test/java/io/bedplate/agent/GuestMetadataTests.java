package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GuestMetadataTests {
    private static final InstanceId ID = new InstanceId(new UUID(5, 6));

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault("openstack/latest/" + name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void guestIsToldItsNamePortsAndData() {
        var port = Nic.of(new DeviceId("nic-0"), new MacAddress("52:54:00:00:00:01"), new NicBackend.Bridge("br0"));
        var large = new Nic(new DeviceId("nic-1"), new MacAddress("52:54:00:00:00:02"), port.backend(), port.model(),
                port.queues(), OptionalInt.of(9000), port.vlan(), port.inbound(), port.outbound(), port.spoofing());
        var files = new GuestMetadata(ID, "vnf", Map.of("role", "\"edge\""), Map.of("mine", "ssh-ed25519 AAAA"),
                Optional.of("#cloud-config\n"), List.of(port, large)).files();
        assertThat(text(files, "meta_data.json")).isEqualTo("{\"hostname\":\"vnf\",\"launch_index\":0,"
                + "\"meta\":{\"role\":\"\\\"edge\\\"\"},\"name\":\"vnf\",\"public_keys\":{\"mine\":\"ssh-ed25519 AAAA\"},"
                + "\"uuid\":\"%s\"}".formatted(ID));
        assertThat(text(files, "network_data.json")).isEqualTo("{\"links\":["
                + "{\"ethernet_mac_address\":\"52:54:00:00:00:01\",\"id\":\"nic-0\",\"type\":\"phy\"},"
                + "{\"ethernet_mac_address\":\"52:54:00:00:00:02\",\"id\":\"nic-1\",\"mtu\":9000,\"type\":\"phy\"}],"
                + "\"networks\":[{\"id\":\"network-nic-0\",\"link\":\"nic-0\",\"type\":\"ipv4_dhcp\"},"
                + "{\"id\":\"network-nic-1\",\"link\":\"nic-1\",\"type\":\"ipv4_dhcp\"}],\"services\":[]}");
        assertThat(text(files, "user_data")).isEqualTo("#cloud-config\n");
    }

    @Test
    void withoutDataThereIsNoFileOfIt() {
        assertThat(new GuestMetadata(ID, "vnf", Map.of(), Map.of(), Optional.empty(), List.of()).files())
                .containsOnlyKeys("openstack/latest/meta_data.json", "openstack/latest/network_data.json");
    }

    @Test
    void sizesThatNoFlavorHasAreRefused() {
        assertThatThrownBy(() -> new DiskSizes(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found -1, 0 and 0");
    }
}
