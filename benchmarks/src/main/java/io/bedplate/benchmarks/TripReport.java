package io.bedplate.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Says what came of migrations. */
final class TripReport {
    private TripReport() {}

    static void print(List<Trip> trips) {
        long good = trips.stream().filter(Trip::isWithinAFactorOfTwo).count();
        System.out.printf("%d migrations, none with a wrong pin, cell or page size; guests that did not go on: %d%n",
                trips.size(), trips.stream().filter(trip -> !trip.counts()).count());
        System.out.printf("predicted within a factor of two: %d of %d%n", good, trips.size());
        line("measured / predicted", trips, Trip::ratio);
        line("stands still, ms", trips, trip -> trip.moved().standstill().toMillis());
        line("  of it QEMU's own downtime, ms", trips, trip -> trip.moved().travel().downtime().toMillis());
        line("  predicted, ms", trips, trip -> trip.moved().forecast().downtime().toMillis());
        line("silence on the console, ms", trips, trip -> trip.gap().toMillis());
        line("rounds", trips, trip -> trip.moved().travel().rounds());
        line("memory sent, MiB", trips, trip -> trip.moved().travel().sentKib() >> 10);
        line("from the order to its answer, ms", trips, trip -> trip.whole().toMillis());
    }

    private static void line(String what, List<Trip> trips, ToDoubleFunction<Trip> figure) {
        var sorted = trips.stream().mapToDouble(figure).sorted().toArray();
        System.out.printf("%-34s least %.2f   p10 %.2f   median %.2f   p90 %.2f   most %.2f%n", what, sorted[0],
                at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9), sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
