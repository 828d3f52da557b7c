package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Nic;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a guest is told of itself on its config drive, in OpenStack's form (Nova's user guide, "Metadata"; version
 * {@code latest}). Ports are said to have their addresses by DHCP. Pure.
 *
 * @param meta       the user's own keys
 * @param publicKeys name to key, for logging in
 * @param userData   handed through as it is
 */
public record GuestMetadata(InstanceId id, String name, Map<String, String> meta, Map<String, String> publicKeys,
        Optional<String> userData, List<Nic> nics) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String FOLDER = "openstack/latest/";

    public GuestMetadata {
        meta = new TreeMap<>(meta);
        publicKeys = new TreeMap<>(publicKeys);
        nics = List.copyOf(nics);
    }

    /** Path to content. */
    public SortedMap<String, byte[]> files() {
        var files = new TreeMap<String, byte[]>();
        files.put(FOLDER + "meta_data.json", MAPPER.writeValueAsBytes(metaData()));
        files.put(FOLDER + "network_data.json", MAPPER.writeValueAsBytes(networkData()));
        userData.ifPresent(data -> files.put(FOLDER + "user_data", data.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private Map<String, Object> metaData() {
        var data = new TreeMap<String, Object>(Map.of("uuid", id.toString(), "name", name, "hostname", name,
                "launch_index", 0, "meta", meta));
        if (!publicKeys.isEmpty()) {
            data.put("public_keys", publicKeys);
        }
        return data;
    }

    private Map<String, Object> networkData() {
        var links = new ArrayList<Map<String, Object>>();
        var networks = new ArrayList<Map<String, Object>>();
        for (var nic : nics) {
            var link = new TreeMap<String, Object>(
                    Map.of("id", nic.id().text(), "type", "phy", "ethernet_mac_address", nic.mac().toString()));
            nic.mtu().ifPresent(mtu -> link.put("mtu", mtu));
            links.add(link);
            networks.add(new TreeMap<>(
                    Map.of("id", "network-" + nic.id(), "type", "ipv4_dhcp", "link", nic.id().text())));
        }
        return new TreeMap<>(Map.of("links", links, "networks", networks, "services", List.of()));
    }
}
