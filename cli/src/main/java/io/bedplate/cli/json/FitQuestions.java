package io.bedplate.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the lines of {@code fit --batch}, {@code {"host": HOST, "request": REQ}}. It remembers the hosts it has read: a
 * scheduler asks about one host many times over, or about a few in turn, and a large one has a third of a megabyte.
 */
public final class FitQuestions {
    private static final int HOSTS_KEPT = 32;
    private static final int BYTES_KEPT = 4 << 20;
    private static final Set<String> KEYS = new TreeSet<>(Set.of("host", "request"));
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_ARRAY = "[]".getBytes(StandardCharsets.US_ASCII);

    /** The last one asked about first. */
    private final List<KnownHost> hosts = new ArrayList<>();
    private final KnownDevices devices = new KnownDevices();

    /**
     * Takes a line apart.
     *
     * @throws JsonInputException if it is no object of these two keys, or one of them is wrong
     */
    public FitQuestion read(JsonSource source, byte[] line) {
        int start = ByteSpan.objectOf(line, 0, "host");
        return recalled(source, line, start).or(() -> readWithout(source, line, start))
                .orElseGet(() -> readWhole(source, line, start));
    }

    /** The question if its host is known. Nothing is said of what is wrong with it: reading the whole line will say where. */
    private Optional<FitQuestion> recalled(JsonSource source, byte[] line, int start) {
        for (int i = 0; i < hosts.size() && start >= 0; i++) {
            int end = hosts.get(i).endIn(line, start);
            if (end >= 0) {
                hosts.addFirst(hosts.remove(i));
                return recalled(source, line, hosts.getFirst(), start, end);
            }
        }
        return Optional.empty();
    }

    private static Optional<FitQuestion> recalled(JsonSource source, byte[] line, KnownHost host, int start, int end) {
        try {
            byte[] rest = ByteSpan.replaced(line, start, end, EMPTY_OBJECT);
            var request = object(source, JsonTexts.utf8(source, rest)).required("request");
            return Optional.of(new FitQuestion(host.in(source, line, start, end), RequestReader.read(request)));
        } catch (JsonInputException _) {
            return Optional.empty();
        }
    }

    /** The question if the host's devices are known; likewise. */
    private Optional<FitQuestion> readWithout(JsonSource source, byte[] line, int start) {
        int pci = start < 0 ? -1 : ByteSpan.arrayOf(line, start, "pci");
        return devices.at(line, pci).flatMap(known -> {
            try {
                byte[] rest = ByteSpan.replaced(line, pci, pci + known.length(), EMPTY_ARRAY);
                var json = object(source, JsonTexts.utf8(source, rest));
                var document = HostReader.read(json.required("host")).with(known.devices);
                var request = RequestReader.read(json.required("request"));
                return Optional.of(new FitQuestion(remember(line, start, document), request));
            } catch (JsonInputException _) {
                return Optional.empty();
            }
        });
    }

    private FitQuestion readWhole(JsonSource source, byte[] line, int start) {
        var json = object(source, JsonTexts.utf8(source, line));
        var document = HostReader.read(json.required("host"));
        var request = RequestReader.read(json.required("request"));
        int pci = start < 0 ? -1 : ByteSpan.arrayOf(line, start, "pci");
        if (pci >= 0) {
            devices.add(line, pci, document.topology().pci());
        }
        return new FitQuestion(start < 0 ? document.forFit() : remember(line, start, document), request);
    }

    private FitHost remember(byte[] line, int start, HostDocument document) {
        var host = KnownHost.of(line, start, ByteSpan.end(line, start), document);
        hosts.addFirst(host);
        while (hosts.size() > HOSTS_KEPT || (hosts.size() > 1 && bytes() > BYTES_KEPT)) {
            hosts.removeLast();
        }
        return host.host();
    }

    private long bytes() {
        return hosts.stream().mapToLong(KnownHost::bytes).sum();
    }

    private static JsonCursor object(JsonSource source, String text) {
        var json = JsonTexts.object(source, text);
        json.onlyKeys(KEYS);
        return json;
    }
}
