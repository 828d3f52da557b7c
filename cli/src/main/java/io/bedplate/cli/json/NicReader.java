package io.bedplate.cli.json;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

import io.bedplate.agent.GuestWishes;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Nic.Spoofing;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.NicBackend.Macvtap;

/** Reads one entry of {@code interfaces} of INST. */
final class NicReader {
    private static final Set<String> KEYS = DiskReader.sorted("id", "mac", "type", "bridge", "interface_id", "device",
            "mode", "socket", "guest_listens", "address", "model", "queues", "rx_queue_size", "tx_queue_size", "packed",
            "mtu", "vlan", "allowed_addresses");

    private NicReader() {}

    /** A port; {@code index} names it where it has no id. */
    static Nic read(JsonCursor json, int index, GuestWishes wishes) {
        json.onlyKeys(KEYS);
        var id = json.field("id").map(text -> text.parsed(DeviceId::new)).orElse(new DeviceId("nic-" + index));
        var model = json.field("model").map(word -> word.word(Nic.Model.class)).orElse(wishes.nicModel());
        var backend = backend(json);
        boolean virtio = model == Nic.Model.VIRTIO && !(backend instanceof NicBackend.VirtualFunction);
        return json.checked(() -> new Nic(id, json.required("mac").parsed(MacAddress::parse), backend, model,
                queues(json, wishes, virtio), number(json, "mtu"), number(json, "vlan"), wishes.inbound(),
                wishes.outbound(),
                spoofing(json)));
    }

    private static NicBackend backend(JsonCursor json) {
        var type = json.required("type");
        return switch (type.text()) {
            case "bridge" -> new NicBackend.Bridge(json.required("bridge").text());
            case "openvswitch" -> new NicBackend.OpenVswitch(json.required("bridge").text(),
                    json.required("interface_id").parsed(UUID::fromString));
            case "macvtap" -> new Macvtap(json.required("device").text(),
                    json.field("mode").map(mode -> mode.word(Macvtap.Mode.class)).orElse(Macvtap.Mode.BRIDGE));
            case "vhost-user" -> new NicBackend.VhostUser(Path.of(json.required("socket").text()),
                    json.field("guest_listens").map(JsonCursor::flag).orElse(true));
            case "vdpa" -> new NicBackend.Vdpa(Path.of(json.required("device").text()));
            case "vf" -> new NicBackend.VirtualFunction(address(json));
            case "virtio-forwarder" ->
                new NicBackend.VirtioForwarder(Path.of(json.required("socket").text()), address(json));
            default -> throw type.wrong("bridge, openvswitch, macvtap, vhost-user, vdpa, vf or virtio-forwarder");
        };
    }

    private static PciAddress address(JsonCursor json) {
        return json.required("address").parsed(PciAddress::parse);
    }

    private static Nic.Queues queues(JsonCursor json, GuestWishes wishes, boolean virtio) {
        return new Nic.Queues(number(json, "queues").orElse(virtio ? wishes.queuePairs() : 1),
                number(json, "rx_queue_size").orElse(0), number(json, "tx_queue_size").orElse(0),
                json.field("packed").map(JsonCursor::flag).orElse(virtio && wishes.packedRing()));
    }

    private static OptionalInt number(JsonCursor json, String key) {
        return json.field(key).map(value -> OptionalInt.of(value.integer(0, 1 << 20))).orElse(OptionalInt.empty());
    }

    /** A list, also an empty one, binds the port to its own MAC address; its entries bind it to these IP addresses, too. */
    private static Spoofing spoofing(JsonCursor json) {
        Optional<Spoofing> refused = json.field("allowed_addresses")
                .map(list -> new Spoofing.Refused(list.elements().stream().map(JsonCursor::text).toList()));
        return refused.orElse(new Spoofing.Allowed());
    }
}
