package io.bedplate.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.bedplate.cli.json.HostWriter;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDeviceType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lines for {@code fit --batch}, as a scheduler's oracle would write them. */
record BatchLines(BenchmarkHosts host) {
    private static final String TWO_VFS = "{\"vendor_id\": \"8086\", \"product_id\": \"154c\", \"count\": 2}";

    /** What differs from line to line. */
    enum Change {
        /** Nothing. */
        NONE,
        /** What guests hold. */
        USED,
        /** What guests hold, and free pages as the kernel counts them. */
        USED_AND_PAGES,
        /** The ids of all devices, so that no line has much in common with another. */
        ALL
    }

    /** So many lines; the seed of each is its number. */
    byte[] of(int count, Change change) {
        var lines = new ByteArrayOutputStream();
        IntStream.range(0, count).forEach(seed -> lines.writeBytes(line(seed, change)));
        return lines.toByteArray();
    }

    private byte[] line(int seed, Change change) {
        var json = HostWriter.host(host.topology());
        json.putObject("config").putPOJO("cpu_dedicated_set", IntStream.range(0, host.cells() * host.cpus()).toArray());
        int usage = change == Change.NONE ? 0 : seed;
        json.set("used", used(host.filled(0.3).state(usage).usage(), new Random(usage)));
        if (change == Change.USED_AND_PAGES) {
            json.get("nodes").forEach(node -> ((ObjectNode) node.get("pages").get("2048")).put("free", 20_000 - seed));
        }
        if (change == Change.ALL) {
            json.get("pci").forEach(device -> ((ObjectNode) device).put("vendor_id", "%04x".formatted(0x8086 + seed)));
        }
        String text = """
                {"host": %s, "request": {"vcpus": 8, "memory_mib": 2048, "pci_requests": [%s], "extra_specs": \
                {"hw:cpu_policy": "dedicated", "hw:numa_nodes": "2", "hw:mem_page_size": "2048"}}}
                """.formatted(JsonTexts.line(json), host.vfs() == 0 || change == Change.ALL ? "" : TWO_VFS);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode used(HostUsage usage, Random random) {
        var json = JsonNodeFactory.instance.objectNode();
        usage.pinnedCpus().forEach(json.putArray("pinned_cpus")::add);
        var memory = json.putObject("memory_mib");
        usage.memoryMib().forEach((cell, mib) -> memory.put(cell.toString(), mib));
        var pages = json.putObject("pages");
        usage.pages().forEach((cell, bySize) -> {
            var counts = pages.putObject(cell.toString());
            bySize.forEach((size, count) -> counts.put(Long.toString(size.kib()), count));
        });
        taken(random).forEach(address -> json.withArray("pci").add(address.toString()));
        return json;
    }

    private TreeSet<PciAddress> taken(Random random) {
        var taken = new TreeSet<PciAddress>();
        for (var device : host.devices()) {
            if (device.type() == PciDeviceType.VF && random.nextInt(10) < 3) {
                taken.add(device.address());
            }
        }
        return taken;
    }
}
