package io.bedplate.cli.hostmap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import io.bedplate.cli.json.HostDocument;
import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;

/** A host as a text that fits a terminal. */
public final class TextMap {
    private static final int CORES_PER_LINE = 12;
    private static final int MOST_DEVICES = 24;

    private final HostMap map;
    private final List<String> lines = new ArrayList<>();

    private TextMap(HostMap map) {
        this.map = map;
    }

    /** Lines without line ends. */
    public static List<String> of(HostDocument document) {
        var text = new TextMap(new HostMap(document));
        text.host();
        text.map.host().cells().forEach(text::cell);
        text.devices("no known cell", OptionalInt.empty());
        text.distances();
        return text.lines;
    }

    private void host() {
        var host = map.host();
        var cpus = host.onlineCpus();
        lines.add("%s (%s): %s, %s, %s, %s".formatted(host.name(), host.arch(),
                Amounts.count(host.cells().size(), "cell"), Amounts.count(host.cores().size(), "core"),
                Amounts.count(cpus.size(), "CPU"),
                Amounts.memory(host.cells().stream().mapToLong(NumaCell::memoryKib).sum())));
    }

    private void cell(NumaCell cell) {
        lines.add("");
        var socket = cell.socket().isPresent() ? "socket " + cell.socket().getAsInt() : "socket not known";
        lines.add("cell %d  %s  %s".formatted(cell.id(), socket, Amounts.memory(cell.memoryKib())));
        cores(cell);
        held(cell);
        cell.pools().forEach(pool -> lines.add("  %-8s %s".formatted("pages", pages(cell, pool))));
        caches(cell);
        devices("devices", OptionalInt.of(cell.id()));
    }

    private void cores(NumaCell cell) {
        var cores = map.cores(cell);
        for (int from = 0; from < cores.size(); from += CORES_PER_LINE) {
            lines.add("  %-8s %s".formatted(from == 0 ? "cores" : "",
                    cores.subList(from, Math.min(from + CORES_PER_LINE, cores.size()))
                            .stream().map(CpuSet::toString).collect(Collectors.joining("  "))));
        }
        if (cores.isEmpty()) {
            lines.add("  %-8s none".formatted("cores"));
        }
    }

    private void held(NumaCell cell) {
        var pinned = map.usage().pinnedCpus().and(cell.cpus());
        if (!pinned.isEmpty()) {
            lines.add("  %-8s CPUs %s".formatted("held", pinned));
        }
    }

    private String pages(NumaCell cell, PagePool pool) {
        return "%s: %d, %d free".formatted(pool.size(), pool.total(), pool.total() - map.takenPages(cell, pool));
    }

    /** The last level only: it is the one that placement looks at. */
    private void caches(NumaCell cell) {
        var inside = map.host().caches().stream().filter(cache -> cache.cpus().intersects(cell.cpus())).toList();
        int last = inside.stream().mapToInt(Cache::level).max().orElse(0);
        inside.stream().filter(cache -> cache.level() == last).forEach(cache -> lines.add("  %-8s %s: CPUs %s"
                .formatted("L" + cache.level(),
                        cache.sizeKib() == 0 ? "size not known" : Amounts.memory(cache.sizeKib()),
                        cache.cpus())));
    }

    private void devices(String title, OptionalInt cell) {
        var devices = map.devices(cell);
        if (devices.isEmpty()) {
            return;
        }
        if (cell.isEmpty()) {
            lines.add("");
        }
        lines.add((cell.isEmpty() ? "" : "  ") + title);
        devices.stream().limit(MOST_DEVICES).forEach(device -> lines.add("    " + device(device)));
        if (devices.size() > MOST_DEVICES) {
            lines.add("    and %d more".formatted(devices.size() - MOST_DEVICES));
        }
    }

    private String device(PciDevice device) {
        var words = new ArrayList<String>();
        words.add(
                "%s %s:%s".formatted(device.address(), orQuestion(device.vendorId()), orQuestion(device.productId())));
        switch (device.type()) {
            case PF -> words.add("PF, %d of %d VFs made, %d held".formatted(device.vfs().size(), device.totalVfs(),
                    map.heldVfs(device)));
            case VF -> words.add("VF");
            case PCI -> {
            }
        }
        device.driver().ifPresent(words::add);
        device.netDevice().map(TextMap::net).ifPresent(words::add);
        if (map.isHeld(device.address())) {
            words.add("held");
        }
        return String.join("  ", words);
    }

    private static String orQuestion(String id) {
        return id.isEmpty() ? "????" : id;
    }

    private static String net(NetDevice net) {
        return net.name() + (net.linkUp() ? " up" : " down") + (net.switchId().isPresent() ? " switchdev" : "");
    }

    private void distances() {
        var ids = map.host().cells().stream().map(NumaCell::id).toList();
        if (ids.size() < 2 || map.host().distances().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("distances" + ids.stream().map("%5d"::formatted).collect(Collectors.joining()));
        for (int i = 0; i < ids.size(); i++) {
            lines.add("%9d".formatted(ids.get(i))
                    + map.host().distances().get(i).stream().map("%5d"::formatted).collect(Collectors.joining()));
        }
    }
}
