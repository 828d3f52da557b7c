package io.bedplate.cli.hostmap;

import java.util.Optional;

import io.bedplate.cli.hostmap.Svg.Part;
import io.bedplate.host.HostTopology;

/** The matrix of cell distances. */
final class DistanceTable {
    private static final int COLUMN = 42;
    private static final int ROW = 20;

    private DistanceTable() {}

    /** Empty where there is nothing to compare. */
    static Optional<Part> of(HostTopology host) {
        int cells = host.cells().size();
        if (cells < 2 || host.distances().isEmpty()) {
            return Optional.empty();
        }
        var svg = new Svg();
        svg.text(14, 24, "head", "distances");
        for (int i = 0; i < cells; i++) {
            String id = Integer.toString(host.cells().get(i).id());
            svg.text(14 + (i + 2) * COLUMN, 46, "faint right", id);
            svg.text(14 + COLUMN, 46 + (i + 1) * ROW, "faint right", id);
            for (int j = 0; j < cells; j++) {
                svg.text(14 + (j + 2) * COLUMN, 46 + (i + 1) * ROW, "mono right",
                        host.distances().get(i).get(j).toString());
            }
        }
        return Optional.of(svg.part(28 + (cells + 1) * COLUMN, 60 + cells * ROW));
    }
}
