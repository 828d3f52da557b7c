package io.bedplate.nfv;

import java.util.List;
import java.util.OptionalInt;

import io.bedplate.numa.CpuTopologies;
import io.bedplate.numa.CpuTopologyWish;

/**
 * Reads preferred and greatest numbers of sockets, cores and threads. An image may lower limits and then speaks for all
 * three preferences; limits it lowers below the flavor's preferences void these.
 */
final class TopologyWishes {
    private static final List<String> IMAGE = List.of(Twin.SOCKETS.image, Twin.CORES.image, Twin.THREADS.image);

    /** Sockets, cores and threads as one of flavor and image says them. */
    private record Triple(OptionalInt sockets, OptionalInt cores, OptionalInt threads) {
        private static final Triple NONE = new Triple(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

        boolean exceeds(Triple limits) {
            return exceeds(sockets, limits.sockets) || exceeds(cores, limits.cores)
                    || exceeds(threads, limits.threads);
        }

        private static boolean exceeds(OptionalInt number, OptionalInt limit) {
            return number.isPresent() && limit.isPresent() && number.getAsInt() > limit.getAsInt();
        }

        Triple orElse(Triple other) {
            return new Triple(first(sockets, other.sockets), first(cores, other.cores),
                    first(threads, other.threads));
        }

        private static OptionalInt first(OptionalInt number, OptionalInt other) {
            return number.isPresent() ? number : other;
        }

        boolean isSaid() {
            return !equals(NONE);
        }

        @Override
        public String toString() {
            return text(sockets) + ":" + text(cores) + ":" + text(threads);
        }

        private static String text(OptionalInt number) {
            return number.isPresent() ? Integer.toString(number.getAsInt()) : "any";
        }
    }

    private TopologyWishes() {}

    static CpuTopologyWish read(Reading reading) {
        var flavorLimits = flavor(reading, Twin.MAX_SOCKETS, Twin.MAX_CORES, Twin.MAX_THREADS);
        var imageLimits = image(reading, Twin.MAX_SOCKETS, Twin.MAX_CORES, Twin.MAX_THREADS);
        if (imageLimits.exceeds(flavorLimits)) {
            reading.refuse(RequestRule.TOPOLOGY_LIMITS_EXCEEDED,
                    List.of(Twin.MAX_SOCKETS.image, Twin.MAX_CORES.image, Twin.MAX_THREADS.image),
                    "at most %s sockets:cores:threads".formatted(flavorLimits), imageLimits.toString());
        }
        var limits = imageLimits.orElse(flavorLimits);
        var preferred = preferred(reading, limits);
        var wish = new CpuTopologyWish(preferred.sockets, preferred.cores, preferred.threads, limits.sockets,
                limits.cores, limits.threads);
        if (CpuTopologies.choose(reading.flavor.vcpus(), wish).isEmpty()) {
            reading.refuse(RequestRule.TOPOLOGY_IMPOSSIBLE,
                    List.of(Twin.MAX_SOCKETS.flavor, Twin.MAX_CORES.flavor, Twin.MAX_THREADS.flavor),
                    "limits that allow exactly %d vCPUs".formatted(reading.flavor.vcpus()), limits.toString());
        }
        return wish;
    }

    private static Triple preferred(Reading reading, Triple limits) {
        var image = image(reading, Twin.SOCKETS, Twin.CORES, Twin.THREADS);
        if (image.exceeds(limits)) {
            reading.refuse(RequestRule.TOPOLOGY_EXCEEDED, IMAGE,
                    "at most %s sockets:cores:threads".formatted(limits), image.toString());
        }
        if (image.isSaid()) {
            return image;
        }
        var flavor = flavor(reading, Twin.SOCKETS, Twin.CORES, Twin.THREADS);
        return flavor.exceeds(limits) ? Triple.NONE : flavor;
    }

    private static Triple flavor(Reading reading, Twin sockets, Twin cores, Twin threads) {
        return new Triple(reading.flavorNumber(sockets), reading.flavorNumber(cores), reading.flavorNumber(threads));
    }

    private static Triple image(Reading reading, Twin sockets, Twin cores, Twin threads) {
        return new Triple(reading.imageNumber(sockets), reading.imageNumber(cores), reading.imageNumber(threads));
    }
}
