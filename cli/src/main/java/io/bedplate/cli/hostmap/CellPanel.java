package io.bedplate.cli.hostmap;

import java.util.OptionalInt;

import io.bedplate.cli.hostmap.Svg.Part;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;

/** One cell: its cores, pages and devices below each other. */
final class CellPanel {
    static final int WIDTH = 554;

    private static final int PAD = 14;
    private static final int RIGHT = WIDTH - PAD;
    private static final int BAR_LEFT = PAD + 62;
    private static final int BAR_WIDTH = 300;
    private static final int LINE = 22;

    private CellPanel() {}

    static Part of(HostMap map, NumaCell cell) {
        var svg = new Svg();
        svg.text(PAD, 24, "head", "cell " + cell.id());
        svg.text(RIGHT, 24, "faint right", cell.memoryKib() == 0 ? "no memory" : Amounts.memory(cell.memoryKib()));
        int y = CorePanel.draw(map, cell, svg, PAD, RIGHT, 38);
        for (var pool : cell.pools()) {
            pages(svg, y + 4, pool, map.takenPages(cell, pool));
            y += LINE;
        }
        return withDevices(svg, map, OptionalInt.of(cell.id()), y + 4);
    }

    /** The devices that hang on no known cell. */
    static Part ofStrays(HostMap map) {
        var svg = new Svg();
        svg.text(PAD, 24, "head", "no known cell");
        return withDevices(svg, map, OptionalInt.empty(), 34);
    }

    private static Part withDevices(Svg svg, HostMap map, OptionalInt cell, int top) {
        int y = top;
        if (!map.devices(cell).isEmpty()) {
            svg.line(PAD, RIGHT, y);
            y = DevicePanel.draw(map, cell, svg, PAD, RIGHT, y + 6);
        }
        return svg.part(WIDTH, y + 8);
    }

    private static void pages(Svg svg, int y, PagePool pool, long taken) {
        svg.text(PAD, y + 12, "", pool.size().toString());
        String free = "%d of %d free".formatted(pool.total() - taken, pool.total());
        svg.tile(BAR_LEFT, y + 2, BAR_WIDTH, 12, "bar", free);
        if (taken > 0) {
            int width = (int) Math.max(2, Math.round((double) BAR_WIDTH * taken / pool.total()));
            svg.tile(BAR_LEFT, y + 2, width, 12, "taken", free);
        }
        svg.text(RIGHT, y + 12, "faint right", free);
    }
}
