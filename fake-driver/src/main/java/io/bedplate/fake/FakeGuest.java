package io.bedplate.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/** A guest that a simulated host knows. Written under the host's monitor, read without. */
final class FakeGuest {
    private volatile InstanceSpec spec;
    /** What it is started from in place of its own disks. */
    private volatile Optional<Disk> rescueDisk = Optional.empty();
    private final FakeDriver owner;
    /** Held for a whole call, gate included: calls for one guest come one after another. */
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<DeviceId, PlacedDevice> plugged = new ConcurrentHashMap<>();
    private volatile Growth grown = Growth.NONE;
    private volatile Travel travel = Travel.NONE;
    private volatile Moment moment = new Moment(GuestState.STOPPED, Optional.empty(), RunTime.NONE);

    /** Where it is between two hosts, seen from its destination. */
    enum Travel {
        NONE, ON_ITS_WAY,
        /** Here, whole, and not admitted. */
        WAITING
    }

    /** State and process change together. */
    private record Moment(GuestState state, Optional<SimulatedProcess> process, RunTime ran) {}

    FakeGuest(InstanceSpec spec, FakeDriver owner) {
        this.spec = spec;
        this.owner = owner;
    }

    InstanceSpec spec() {
        return spec;
    }

    /** Functions that came by hot plug, by their names; all others are without one. */
    Map<DeviceId, PlacedDevice> plugged() {
        return plugged;
    }

    /** What has come to it since it was made, and not gone again. */
    Growth grown() {
        return grown;
    }

    void grown(Growth sinceMade) {
        grown = sinceMade;
    }

    /** It has another place from now on; all else of it stays. */
    void settle(GuestPlacement placement) {
        spec = spec.placed(spec.vcpus(), spec.memoryKib(), placement);
    }

    void redefine(InstanceSpec newSpec) {
        spec = newSpec;
    }

    Optional<Disk> rescueDisk() {
        return rescueDisk;
    }

    void rescueFrom(Optional<Disk> disk) {
        rescueDisk = disk;
    }

    Travel travel() {
        return travel;
    }

    void travel(Travel now) {
        travel = now;
    }

    InstanceId id() {
        return spec.id();
    }

    FakeDriver owner() {
        return owner;
    }

    ReentrantLock turn() {
        return turn;
    }

    GuestState state() {
        return moment.state();
    }

    Optional<SimulatedProcess> process() {
        return moment.process();
    }

    void become(GuestState state, Optional<SimulatedProcess> process) {
        var before = moment;
        boolean same = process.isPresent() && before.process().map(SimulatedProcess::pid)
                .equals(process.map(SimulatedProcess::pid));
        moment = new Moment(state, process, (same ? before.ran() : RunTime.NONE).then(state, owner.now()));
    }

    /** How long its process has run. */
    Duration ranUntil(Instant now) {
        return moment.ran().at(now);
    }

    /** Without GUESTS_SURVIVE_DRIVER a driver knows only its own. */
    boolean isVisibleTo(FakeDriver driver) {
        return owner == driver || driver.findsGuestsOfOthers();
    }

    Guest snapshot() {
        var now = moment;
        return new Guest(spec.id(), spec.name(), now.state(),
                now.process().map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty()));
    }
}
