package io.bedplate.cli.hostmap;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;

/** The cores of a cell, those behind one last-level cache together. */
final class CorePanel {
    private static final int THREAD_WIDTH = 27;
    private static final int THREAD_HEIGHT = 16;
    private static final int PAD = 3;
    private static final int GAP = 5;
    private static final int GROUP_GAP = 9;
    private static final int MOST_THREADS_ABREAST = 4;

    private final HostMap map;
    private final Svg svg;
    private final int left;
    private final int right;
    private int x;
    private int y;
    private int rowHeight;

    private CorePanel(HostMap map, Svg svg, int left, int right, int top) {
        this.map = map;
        this.svg = svg;
        this.left = left;
        this.right = right;
        this.x = left;
        this.y = top;
    }

    /** Returns the y below. */
    static int draw(HostMap map, NumaCell cell, Svg svg, int left, int right, int top) {
        var panel = new CorePanel(map, svg, left, right, top);
        var cores = map.cores(cell);
        if (cores.isEmpty()) {
            svg.text(left, top + 12, "faint", "no CPUs");
            return top + 22;
        }
        panel.groups(cores);
        return panel.y + panel.rowHeight + GAP;
    }

    private void groups(List<CpuSet> cores) {
        Optional<Cache> before = lastLevel(cores.getFirst());
        for (var core : cores) {
            var cache = lastLevel(core);
            if (!cache.equals(before)) {
                newLine(GROUP_GAP);
            }
            before = cache;
            core(core);
        }
    }

    private Optional<Cache> lastLevel(CpuSet core) {
        return map.host().caches().stream().filter(cache -> cache.cpus().intersects(core))
                .reduce((a, b) -> b.level() >= a.level() ? b : a);
    }

    private void core(CpuSet core) {
        int abreast = Math.min(core.size(), MOST_THREADS_ABREAST);
        int width = abreast * THREAD_WIDTH + 2 * PAD;
        int height = Math.ceilDiv(core.size(), abreast) * (THREAD_HEIGHT + 2) - 2 + 2 * PAD;
        if (x + width > right && x > left) {
            newLine(GAP);
        }
        svg.tile(x, y, width, height, "core", "core " + core);
        int place = 0;
        for (int cpu : core.toArray()) {
            thread(cpu, x + PAD + place % abreast * THREAD_WIDTH, y + PAD + place / abreast * (THREAD_HEIGHT + 2));
            place++;
        }
        x += width + GAP;
        rowHeight = Math.max(rowHeight, height);
    }

    private void thread(int cpu, int atX, int atY) {
        var look = CpuLook.of(map.document(), cpu);
        svg.tile(atX + 1, atY, THREAD_WIDTH - 2, THREAD_HEIGHT, look.look, "CPU " + cpu + ": " + look.meaning);
        svg.text(atX + THREAD_WIDTH / 2, atY + 11, look == CpuLook.HELD ? "cpu on" : "cpu", Integer.toString(cpu));
    }

    private void newLine(int gap) {
        x = left;
        y += rowHeight + gap;
        rowHeight = 0;
    }
}
