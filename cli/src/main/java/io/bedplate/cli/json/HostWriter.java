package io.bedplate.cli.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of {@code host show}. Unknown is null. */
public final class HostWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HostWriter() {}

    public static ObjectNode host(HostTopology host) {
        var json = JSON.objectNode();
        json.put("name", host.name());
        json.put("arch", host.arch());
        json.set("nodes", array(host.cells(), HostWriter::node));
        json.set("siblings", array(host.cores(), HostWriter::cpus));
        json.set("distances", array(host.distances(), row -> array(row, JSON::numberNode)));
        json.set("caches", array(host.caches(), HostWriter::cache));
        json.set("pci", array(host.pci(), HostWriter::pciDevice));
        return json;
    }

    private static ObjectNode node(NumaCell cell) {
        var json = JSON.objectNode();
        json.put("id", cell.id());
        json.set("socket", orNull(cell.socket()));
        json.set("cpus", cpus(cell.cpus()));
        json.put("memory_kib", cell.memoryKib());
        var pages = json.putObject("pages");
        cell.pools().forEach(pool -> pages.putObject(Long.toString(pool.size().kib())).put("total", pool.total())
                .put("free", pool.free()));
        return json;
    }

    private static ObjectNode cache(Cache cache) {
        var json = JSON.objectNode();
        json.put("level", cache.level());
        json.set("id", cache.id() == Cache.NO_ID ? JSON.nullNode() : JSON.numberNode(cache.id()));
        json.set("size_kib", cache.sizeKib() == 0 ? JSON.nullNode() : JSON.numberNode(cache.sizeKib()));
        json.set("cpus", cpus(cache.cpus()));
        return json;
    }

    /** One entry of {@code pci}. */
    public static ObjectNode pciDevice(PciDevice device) {
        var json = JSON.objectNode();
        json.put("address", device.address().toString());
        json.set("vendor_id", orNull(Optional.of(device.vendorId()).filter(id -> !id.isEmpty())));
        json.set("product_id", orNull(Optional.of(device.productId()).filter(id -> !id.isEmpty())));
        json.set("numa_node", orNull(device.cell()));
        json.put("type", device.type().name().toLowerCase(Locale.ROOT));
        boolean unknown = device.type() == PciDeviceType.PF && device.totalVfs() == 0;
        json.set("total_vfs", unknown ? JSON.nullNode() : JSON.numberNode(device.totalVfs()));
        json.set("vfs", array(device.vfs(), vf -> JSON.stringNode(vf.toString())));
        json.set("parent", orNull(device.parent().map(PciAddress::toString)));
        return json;
    }

    static ArrayNode cpus(CpuSet cpus) {
        var array = JSON.arrayNode();
        cpus.forEach(array::add);
        return array;
    }

    private static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> writer) {
        var array = JSON.arrayNode();
        values.forEach(value -> array.add(writer.apply(value)));
        return array;
    }

    private static JsonNode orNull(OptionalInt number) {
        return number.isPresent() ? JSON.numberNode(number.getAsInt()) : JSON.nullNode();
    }

    private static JsonNode orNull(Optional<String> text) {
        return text.<JsonNode>map(JSON::stringNode).orElseGet(JSON::nullNode);
    }
}
