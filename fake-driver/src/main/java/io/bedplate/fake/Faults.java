package io.bedplate.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.bedplate.virt.VirtDriverException.Kind;

/** What will go wrong on a simulated host. Each fault is used up by the first guest or event that meets it. */
public final class Faults {
    private final Map<SpawnStep, Deque<Kind>> failures = new EnumMap<>(SpawnStep.class);
    private final List<Distortion> distortions = new ArrayList<>();
    private int eventsToLose;
    private int devicesToKeep;

    private Consumer<SpawnStep> watcher = _ -> {};

    Faults() {}

    /** From now on told of each step before a guest takes it; what it throws ends the call, {@link CallerEnded} with it. */
    public synchronized void watchSteps(Consumer<SpawnStep> listener) {
        watcher = listener;
    }

    /** The next guest to reach that step fails there, also when it is started again. */
    public synchronized void failNext(SpawnStep step, Kind kind) {
        failures.computeIfAbsent(step, _ -> new ArrayDeque<>()).add(kind);
    }

    /** The next guest to start comes up with this and all other distortions noted so far. */
    public synchronized void distortNext(Distortion distortion) {
        distortions.add(distortion);
    }

    /** The next events of guests reach no driver. */
    public synchronized void loseNextEvents(int count) {
        eventsToLose += count;
    }

    /** The next guest that is asked for a device, for memory or for vCPUs does not let go. */
    public synchronized void keepNextDevice() {
        devicesToKeep++;
    }

    synchronized boolean takeKeptDevice() {
        boolean kept = devicesToKeep > 0;
        devicesToKeep -= kept ? 1 : 0;
        return kept;
    }

    synchronized Optional<Kind> takeFailure(SpawnStep step) {
        watcher.accept(step);
        return Optional.ofNullable(failures.get(step)).map(Deque::poll);
    }

    synchronized List<Distortion> takeDistortions() {
        var taken = List.copyOf(distortions);
        distortions.clear();
        return taken;
    }

    synchronized boolean takeLostEvent() {
        boolean lost = eventsToLose > 0;
        eventsToLose -= lost ? 1 : 0;
        return lost;
    }
}
