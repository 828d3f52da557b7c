package io.bedplate.cli.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.PciWish;
import io.bedplate.nfv.RequestInput;

/**
 * Reads REQ of the contract. A key it does not know is refused: a wish that is not heard would give an answer to another
 * question.
 */
public final class RequestReader {
    // INST is REQ plus the second line; what it adds says nothing of the fit.
    private static final Set<String> KEYS = sorted("vcpus", "memory_mib", "extra_specs", "image_properties",
            "pci_requests", "network", "limits", "name", "uuid", "disks", "interfaces", "placement", "kernel",
            "console_log", "consoles");
    private static final Set<String> NETWORK_KEYS = sorted("physnets", "tunneled");
    private static final Set<String> LIMIT_KEYS = sorted("cpu_allocation_ratio", "ram_allocation_ratio");
    private static final Set<String> PCI_KEYS = sorted("vendor_id", "product_id", "type", "count", "numa_policy");
    private static final int MOST_DEVICES = 1 << 16;

    private RequestReader() {}

    private static SortedSet<String> sorted(String... keys) {
        return new TreeSet<>(List.of(keys));
    }

    /**
     * Reads the document; whether the wishes agree with each other is not looked at.
     *
     * @throws JsonInputException naming the key and what was expected
     */
    public static RequestInput read(JsonCursor json) {
        json.onlyKeys(KEYS);
        var flavor = new Flavor(json.required("vcpus").integer(1, Integer.MAX_VALUE),
                json.required("memory_mib").number(1, HostReader.MOST_KIB / 1024),
                new ExtraSpecs(texts(json.entries("extra_specs"))));
        var network = json.field("network");
        network.ifPresent(value -> value.onlyKeys(NETWORK_KEYS));
        var limits = json.field("limits");
        limits.ifPresent(value -> value.onlyKeys(LIMIT_KEYS));
        return new RequestInput(flavor, new ImageProperties(texts(json.entries("image_properties"))),
                json.elements("pci_requests").stream().map(RequestReader::pci).toList(),
                network.map(RequestReader::physicalNetworks).orElseGet(TreeSet::new),
                network.flatMap(value -> value.field("tunneled")).map(JsonCursor::flag).orElse(false),
                ratio(limits, "cpu_allocation_ratio"), ratio(limits, "ram_allocation_ratio"));
    }

    private static SortedMap<String, String> texts(Map<String, JsonCursor> entries) {
        var texts = new TreeMap<String, String>();
        entries.forEach((key, value) -> texts.put(key, value.asText()));
        return texts;
    }

    private static SortedSet<String> physicalNetworks(JsonCursor network) {
        var names = new TreeSet<String>();
        network.elements("physnets").forEach(name -> names.add(name.text()));
        return names;
    }

    private static double ratio(Optional<JsonCursor> limits, String key) {
        return limits.flatMap(value -> value.field(key)).map(JsonCursor::ratio).orElse(1.0);
    }

    private static PciWish pci(JsonCursor json) {
        json.onlyKeys(PCI_KEYS);
        return new PciWish(PciReader.id(json, "vendor_id"), PciReader.id(json, "product_id"),
                json.field("type").map(PciReader::type),
                json.field("count").map(count -> count.integer(1, MOST_DEVICES)).orElse(1),
                json.field("numa_policy").map(PciReader::policy), Optional.empty());
    }
}
