package io.bedplate.cli.hostmap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.cli.hostmap.HostMap.Socket;
import io.bedplate.cli.hostmap.Svg.Part;
import io.bedplate.cli.json.HostDocument;
import io.bedplate.host.NumaCell;

/** A host as one SVG picture: sockets hold cells, cells hold cores, pages and devices; what is held is filled. */
public final class SvgMap {
    private static final int MARGIN = 24;
    private static final int GAP = 14;
    private static final int SOCKET_HEAD = 34;
    private static final int MOST_CELLS_ABREAST = 4;
    private static final int WIDEST = 2400;

    private final HostMap map;
    private final Svg svg = new Svg();
    private int width;
    private int y = MARGIN;

    private SvgMap(HostMap map) {
        this.map = map;
    }

    /** The document, lines without line ends. */
    public static List<String> of(HostDocument document) {
        return new SvgMap(new HostMap(document)).draw();
    }

    private List<String> draw() {
        head();
        flow(map.sockets().stream().map(this::socket).toList(), "socket");
        flow(foot(), "cell");
        return svg.document(width + 2 * MARGIN, y + MARGIN - GAP);
    }

    private void head() {
        var host = map.host();
        svg.text(MARGIN, y + 16, "title", host.name());
        svg.text(MARGIN, y + 38, "faint",
                "%s · %s · %s · %s · %s".formatted(host.arch(), Amounts.count(host.cells().size(), "cell"),
                        Amounts.count(host.cores().size(), "core"), Amounts.count(host.onlineCpus().size(), "CPU"),
                        Amounts.memory(host.cells().stream().mapToLong(NumaCell::memoryKib).sum())));
        y += 52;
        int x = MARGIN;
        for (var look : CpuLook.legend(map.document())) {
            svg.tile(x, y, 16, 12, look.look, look.meaning);
            svg.text(x + 22, y + 10, "faint", look.meaning);
            x += 44 + look.meaning.length() * 6;
        }
        width = x;
        y += 12 + GAP;
    }

    /** Side by side while there is room, then on the next line. */
    private void flow(List<Part> parts, String look) {
        int x = 0;
        int height = 0;
        for (var part : parts) {
            if (x > 0 && x + part.width() > WIDEST) {
                y += height + GAP;
                x = 0;
                height = 0;
            }
            svg.box(MARGIN + x, y, part.width(), part.height(), look);
            svg.place(MARGIN + x, y, part);
            x += part.width() + GAP;
            height = Math.max(height, part.height());
            width = Math.max(width, x - GAP);
        }
        y += parts.isEmpty() ? 0 : height + GAP;
    }

    private Part socket(Socket socket) {
        var inside = new Svg();
        inside.text(GAP, 23, "head", socket.id().isPresent() ? "socket " + socket.id().getAsInt() : "socket not known");
        return rows(inside, socket.cells().stream().map(cell -> CellPanel.of(map, cell)).toList());
    }

    private static Part rows(Svg into, List<Part> cells) {
        int abreast = Math.min(cells.size(), MOST_CELLS_ABREAST);
        int top = SOCKET_HEAD;
        for (int from = 0; from < cells.size(); from += abreast) {
            var row = cells.subList(from, Math.min(from + abreast, cells.size()));
            int height = row.stream().mapToInt(Part::height).max().orElse(0);
            for (int i = 0; i < row.size(); i++) {
                card(into, GAP + i * (CellPanel.WIDTH + GAP), top, height, row.get(i));
            }
            top += height + GAP;
        }
        return into.part(GAP + abreast * (CellPanel.WIDTH + GAP), top);
    }

    private static void card(Svg into, int x, int y, int height, Part part) {
        into.box(x, y, part.width(), height, "cell");
        into.place(x, y, part);
    }

    /** Stray devices and distances. */
    private List<Part> foot() {
        var parts = new ArrayList<Part>();
        if (!map.devices(OptionalInt.empty()).isEmpty()) {
            parts.add(CellPanel.ofStrays(map));
        }
        DistanceTable.of(map.host()).ifPresent(parts::add);
        return parts;
    }
}
