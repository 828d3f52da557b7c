package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.bedplate.host.HostTopology;
import io.bedplate.virt.Capability;
import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.Pausing;
import io.bedplate.virt.Rebooting;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.Suspending;
import io.bedplate.virt.VirtDriver;

/** A driver that does what a sound one does; a planted fault overrides one method. */
class Forwarding implements VirtDriver {
    final VirtDriver sound;

    Forwarding(VirtDriver sound) {
        this.sound = sound;
    }

    Optional<GuestState> stateOf(InstanceId id) {
        return sound.guest(id).map(Guest::state);
    }

    @Override
    public Set<Capability> capabilities() {
        return sound.capabilities();
    }

    @Override
    public HostTopology host() {
        return sound.host();
    }

    @Override
    public void spawn(InstanceSpec spec, LaunchGate gate) {
        sound.spawn(spec, gate);
    }

    @Override
    public void start(InstanceId id, LaunchGate gate) {
        sound.start(id, gate);
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
        sound.stop(id, grace);
    }

    @Override
    public void destroy(InstanceId id) {
        sound.destroy(id);
    }

    @Override
    public Optional<Guest> guest(InstanceId id) {
        return sound.guest(id);
    }

    @Override
    public List<Guest> guests() {
        return sound.guests();
    }

    @Override
    public Subscription onEvent(Consumer<DriverEvent> listener) {
        return sound.onEvent(listener);
    }

    @Override
    public Optional<Pausing> pausing() {
        return sound.pausing();
    }

    @Override
    public Optional<Repinning> repinning() {
        return sound.repinning();
    }

    @Override
    public Optional<Rebooting> rebooting() {
        return sound.rebooting();
    }

    @Override
    public Optional<Suspending> suspending() {
        return sound.suspending();
    }

    @Override
    public Optional<Rescuing> rescuing() {
        return sound.rescuing();
    }

    @Override
    public Optional<Redefining> redefining() {
        return sound.redefining();
    }

    @Override
    public Optional<HotPlug> hotPlug() {
        return sound.hotPlug();
    }

    @Override
    public Optional<Growing> growing() {
        return sound.growing();
    }

    @Override
    public Optional<ConsoleAccess> consoleAccess() {
        return sound.consoleAccess();
    }

    @Override
    public Optional<GuestAgentAccess> guestAgentAccess() {
        return sound.guestAgentAccess();
    }

    @Override
    public Optional<Dumping> dumping() {
        return sound.dumping();
    }

    @Override
    public Optional<Snapshotting> snapshotting() {
        return sound.snapshotting();
    }

    @Override
    public Optional<DiskMaking> diskMaking() {
        return sound.diskMaking();
    }

    @Override
    public Optional<Migrating> migrating() {
        return sound.migrating();
    }

    @Override
    public Optional<Receiving> receiving() {
        return sound.receiving();
    }

    @Override
    public Optional<Statistics> statistics() {
        return sound.statistics();
    }

    @Override
    public void close() {
        sound.close();
    }
}
