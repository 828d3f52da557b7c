package io.bedplate.fake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/** By which guests leave a simulated host and come to it. */
public final class Roads {
    private final Map<String, SimulatedHost> reachable = new HashMap<>();
    private final Map<InstanceId, Expected> expected = new HashMap<>();
    private final Map<InstanceId, Way> underWay = new HashMap<>();
    private final Set<InstanceId> aborted = new HashSet<>();
    private long dirtyKibPerSecond;
    private boolean finishesAlone;

    Roads() {}

    /** A guest that may come. */
    record Expected(InstanceSpec spec, FakeDriver owner) {}

    /** A guest's process at its destination. */
    record Way(SimulatedHost destination, FakeGuest guest) {}

    /** From now on guests can go there; a passage names it as its topology does. */
    public synchronized void leadTo(SimulatedHost destination) {
        reachable.put(destination.topology().name(), destination);
    }

    /** No guest can go there any more. */
    public synchronized void close(SimulatedHost destination) {
        reachable.remove(destination.topology().name());
    }

    /** How much every guest here writes from now on. */
    public synchronized void letGuestsWrite(long kibPerSecond) {
        dirtyKibPerSecond = kibPerSecond;
    }

    /** A migration whose caller ends is finished by the hypervisors from now on; before that it hangs. */
    public synchronized void finishAlone() {
        finishesAlone = true;
    }

    synchronized boolean finishesAlone() {
        return finishesAlone;
    }

    synchronized long dirtyKibPerSecond() {
        return dirtyKibPerSecond;
    }

    synchronized Optional<SimulatedHost> destination(String name) {
        return Optional.ofNullable(reachable.get(name));
    }

    synchronized void expect(InstanceSpec spec, FakeDriver owner) {
        expected.put(spec.id(), new Expected(spec, owner));
    }

    synchronized Optional<Expected> takeExpected(InstanceId id) {
        return Optional.ofNullable(expected.remove(id));
    }

    synchronized void begin(InstanceId id, Way way) {
        aborted.remove(id);
        underWay.put(id, way);
    }

    synchronized Optional<Way> end(InstanceId id) {
        return Optional.ofNullable(underWay.remove(id));
    }

    synchronized void abort(InstanceId id) {
        aborted.add(id);
    }

    synchronized boolean isAborted(InstanceId id) {
        return aborted.contains(id);
    }
}
