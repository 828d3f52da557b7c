package io.bedplate.cli.json;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.sriov.PciNumaPolicy;

/** Reads the entries of {@code pci}. */
final class PciReader {
    private PciReader() {}

    static List<PciDevice> devices(List<JsonCursor> elements) {
        var seen = new HashSet<PciAddress>();
        return elements.stream().map(element -> {
            var device = device(element);
            if (!seen.add(device.address())) {
                throw element.required("address").wrong("each address once");
            }
            return device;
        }).toList();
    }

    private static PciDevice device(JsonCursor json) {
        return new PciDevice(json.required("address").parsed(PciAddress::parse), id(json, "vendor_id").orElse(""),
                id(json, "product_id").orElse(""), HostReader.id(json, "numa_node"), type(json.required("type")),
                json.field("total_vfs").map(total -> total.integer(0, 0xffff)).orElse(0),
                json.elements("vfs").stream().map(vf -> vf.parsed(PciAddress::parse)).toList(),
                json.field("parent").map(parent -> parent.parsed(PciAddress::parse)), Optional.empty(),
                OptionalInt.empty(), Optional.empty());
    }

    /** Four hexadecimal digits behind a key, in lower case. */
    static Optional<String> id(JsonCursor json, String key) {
        return json.field(key).map(id -> {
            String text = id.text().toLowerCase(Locale.ROOT);
            if (!isId(text)) {
                throw id.wrong("four hexadecimal digits");
            }
            return text;
        });
    }

    private static boolean isId(String text) {
        return text.length() == 4 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    static PciDeviceType type(JsonCursor json) {
        return switch (json.text()) {
            case "pci" -> PciDeviceType.PCI;
            case "pf" -> PciDeviceType.PF;
            case "vf" -> PciDeviceType.VF;
            default -> throw json.wrong("pci, pf or vf");
        };
    }

    static PciNumaPolicy policy(JsonCursor json) {
        return switch (json.text()) {
            case "required" -> PciNumaPolicy.REQUIRED;
            case "preferred" -> PciNumaPolicy.PREFERRED;
            case "legacy" -> PciNumaPolicy.LEGACY;
            case "socket" -> PciNumaPolicy.SOCKET;
            default -> throw json.wrong("required, preferred, legacy or socket");
        };
    }
}
