package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

/** A change after which a rejected request fits; it has been tried. Reads on from "would fit if ...". */
public sealed interface Remedy {

    /** {@code cell 1 had CPUs 3,11 free}. */
    String sentence();

    /** These guests leave the host. */
    record Moving(List<String> guests) implements Remedy {
        public Moving {
            guests = List.copyOf(guests);
        }

        @Override
        public String sentence() {
            return guests.size() == 1
                    ? "guest %s were moved away".formatted(guests.getFirst())
                    : "guests %s were moved away".formatted(String.join(" and ", guests));
        }
    }

    /** These resources are given back by whoever holds them; less of any of them is not enough. */
    record Freeing(List<FreedOnCell> cells, SortedSet<PciAddress> devices) implements Remedy {
        public Freeing {
            cells = List.copyOf(cells);
        }

        @Override
        public String sentence() {
            var parts = new ArrayList<String>();
            cells.forEach(cell -> parts.add(cell.sentence()));
            if (!devices.isEmpty()) {
                parts.add("PCI functions %s were free".formatted(devices));
            }
            return String.join(" and ", parts);
        }
    }

    /**
     * What is given back on one host cell.
     *
     * @param pcpus     dedicated CPUs
     * @param floating  floating vCPUs
     * @param memoryMib ordinary memory
     */
    record FreedOnCell(int hostCell, CpuSet pcpus, int floating, long memoryMib, List<FreedPages> pages) {
        public FreedOnCell {
            pages = List.copyOf(pages);
        }

        boolean isNothing() {
            return pcpus.isEmpty() && floating == 0 && memoryMib == 0 && pages.isEmpty();
        }

        String sentence() {
            var parts = new ArrayList<String>();
            if (!pcpus.isEmpty()) {
                parts.add("CPUs %s".formatted(pcpus));
            }
            if (floating > 0) {
                parts.add("room for %d floating vCPUs".formatted(floating));
            }
            if (memoryMib > 0) {
                parts.add("%d MiB of memory".formatted(memoryMib));
            }
            pages.forEach(freed -> parts.add("%d pages of %s".formatted(freed.count(), freed.size())));
            return "cell %d had %s more free".formatted(hostCell, String.join(", ", parts));
        }
    }

    /** Huge pages given back. */
    record FreedPages(PageSize size, long count) {}

    /** The request asks a little less; {@code what} is the wish and its new value. */
    record Asking(String what, NfvRequest instead) implements Remedy {
        @Override
        public String sentence() {
            return "the request had " + what;
        }
    }
}
