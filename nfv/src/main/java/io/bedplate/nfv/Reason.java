package io.bedplate.nfv;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

import io.bedplate.host.PageSize;
import io.bedplate.sriov.PciNumaPolicy;

/** One thing that stands against a request, with what was wanted and what there is. */
public sealed interface Reason {

    /** The id of the host cell that lacks something; empty where it is not one cell's. */
    OptionalInt cell();

    /** In the unit the sentence names. */
    long wanted();

    /** Likewise. */
    long free();

    /** {@code cell 1: 4 whole cores wanted, 3 free}. */
    String sentence();

    /** The name of the record in capitals: {@code TOO_FEW_WHOLE_CORES}. */
    default String code() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * Which guest cell asks which host cell.
     *
     * @param guestCell empty for a guest of one cell, or of none
     * @param hostCell  id; empty = the whole host
     */
    record Place(OptionalInt guestCell, OptionalInt hostCell) {
        static final Place HOST = new Place(OptionalInt.empty(), OptionalInt.empty());

        String prefix() {
            String host = hostCell.isPresent() ? "cell " + hostCell.getAsInt() : "host";
            return guestCell.isPresent() ? "guest cell %d on %s: ".formatted(guestCell.getAsInt(), host) : host + ": ";
        }
    }

    /** A reason that concerns one guest cell on one host cell. */
    sealed interface OnCell extends Reason {
        Place place();

        /** What is counted, in the plural. */
        String what();

        @Override
        default OptionalInt cell() {
            return place().hostCell();
        }

        @Override
        default String sentence() {
            return "%s%d %s wanted, %d free".formatted(place().prefix(), wanted(), what(), free());
        }
    }

    /** Thread policy prefer: dedicated pCPUs. */
    record TooFewDedicatedCpus(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "dedicated CPUs";
        }
    }

    /** Thread policy isolate: cores with every thread free. */
    record TooFewWholeCores(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "whole cores";
        }
    }

    /** Thread policy require: free threads on cores with at least two of them. */
    record TooFewSiblingThreads(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "threads on cores with two free threads";
        }
    }

    /** Emulator threads isolated: a dedicated pCPU beside those of the vCPUs. */
    record NoCpuForEmulator(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "dedicated CPU for the emulator threads";
        }
    }

    /** I/O threads isolated: dedicated pCPUs beside those of the vCPUs and of the emulator threads. */
    record TooFewCpusForIoThreads(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "dedicated CPUs for the I/O threads";
        }
    }

    /** Shared pCPUs, one for each floating vCPU of the cell. */
    record TooFewSharedCpus(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "shared CPUs";
        }
    }

    /** Floating vCPUs that the allocation ratio still lets in. */
    record SharedCpusFull(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "floating vCPUs";
        }
    }

    /** Memory outside the huge-page pools; {@code wanted} and {@code free} in MiB. */
    record TooLittleMemory(Place place, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "MiB of memory";
        }
    }

    /** Huge pages of one size. */
    record TooFewPages(Place place, PageSize size, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "pages of " + size;
        }
    }

    /** The cell has no pool of the wanted size; {@code wanted} in pages. */
    record NoSuchPages(Place place, PageSize size, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "pages of " + size + ", a size the cell does not have,";
        }
    }

    /** Only huge pages will do, and the host has none at all; {@code wanted} in MiB. */
    record NoHugePages(Place place, long wanted) implements OnCell {
        @Override
        public long free() {
            return 0;
        }

        @Override
        public String what() {
            return "MiB of huge pages";
        }
    }

    /** The memory is no whole number of pages; {@code wanted} in KiB, {@code free} the next multiple below. */
    record PageSizeMisaligned(Place place, PageSize size, long wanted, long free) implements OnCell {
        @Override
        public String what() {
            return "KiB";
        }

        @Override
        public String sentence() {
            return "%s%d KiB are no whole number of pages of %s".formatted(place.prefix(), wanted, size);
        }
    }

    /** The guest has more cells than the host. */
    record TooFewCells(long wanted, long free) implements Reason {
        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public String sentence() {
            return "%d host cells wanted, %d there".formatted(wanted, free);
        }
    }

    /** A guest cell names a host cell that is not there. */
    record NoSuchCell(int guestCell, int hostCell) implements Reason {
        @Override
        public OptionalInt cell() {
            return OptionalInt.of(hostCell);
        }

        @Override
        public long wanted() {
            return 1;
        }

        @Override
        public long free() {
            return 0;
        }

        @Override
        public String sentence() {
            return "guest cell %d wants host cell %d, which is not there".formatted(guestCell, hostCell);
        }
    }

    /** Each of some guest cells fits somewhere, but together they have too few host cells. */
    record CellsContested(List<Integer> guestCells, List<Integer> hostCells) implements Reason {
        public CellsContested {
            guestCells = List.copyOf(guestCells);
            hostCells = List.copyOf(hostCells);
        }

        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public long wanted() {
            return guestCells.size();
        }

        @Override
        public long free() {
            return hostCells.size();
        }

        @Override
        public String sentence() {
            return "guest cells %s fit only on cells %s, one on each".formatted(guestCells, hostCells);
        }
    }

    /** The host has not enough free functions that match, wherever they are. */
    record TooFewDevices(String device, long wanted, long free) implements Reason {
        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public String sentence() {
            return "host: %d PCI functions %s wanted, %d free".formatted(wanted, device, free);
        }
    }

    /** Enough functions are free, but too few where the guest can lie; {@code free} is the most within reach. */
    record DevicesTooFar(String device, PciNumaPolicy policy, long wanted, long free) implements Reason {
        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public String sentence() {
            return "host: %d PCI functions %s wanted by policy %s, %d free within reach of the guest's cells".formatted(
                    wanted, device, policy.name().toLowerCase(Locale.ROOT), free);
        }
    }

    /** No cell near a physical network, or the tunnel endpoint, can take a guest cell. */
    record NetworkTooFar(String network, List<Integer> nearCells) implements Reason {
        public NetworkTooFar {
            nearCells = List.copyOf(nearCells);
        }

        @Override
        public OptionalInt cell() {
            return nearCells.size() == 1 ? OptionalInt.of(nearCells.getFirst()) : OptionalInt.empty();
        }

        @Override
        public long wanted() {
            return 1;
        }

        @Override
        public long free() {
            return 0;
        }

        @Override
        public String sentence() {
            return nearCells.isEmpty()
                    ? "%s is declared only for cells that are not there".formatted(network)
                    : "%s is near cells %s, none of which can take a cell of the guest".formatted(network, nearCells);
        }
    }

    /** Each demand can be met by itself, but no choice of cells meets all of them. */
    record NoCommonChoice(List<String> demands) implements Reason {
        public NoCommonChoice {
            demands = List.copyOf(demands);
        }

        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public long wanted() {
            return demands.size();
        }

        @Override
        public long free() {
            return 0;
        }

        @Override
        public String sentence() {
            return "each can be met, but not all together: " + String.join(", ", demands);
        }
    }

    /** The request contradicts itself; it fits nowhere. */
    record InvalidRequest(String why) implements Reason {
        @Override
        public OptionalInt cell() {
            return OptionalInt.empty();
        }

        @Override
        public long wanted() {
            return 0;
        }

        @Override
        public long free() {
            return 0;
        }

        @Override
        public String sentence() {
            return why;
        }
    }
}
