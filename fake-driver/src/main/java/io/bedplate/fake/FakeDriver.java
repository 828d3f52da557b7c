package io.bedplate.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

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
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** A driver attached to a {@link SimulatedHost}. No call waits; a grace costs no time, for every guest powers down at once. */
public final class FakeDriver implements VirtDriver {
    private final SimulatedHost host;
    private final Set<Capability> capabilities;
    private final InstantSource clock;
    private final Executor executor;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private final FakeStatistics statistics = new FakeStatistics(this);
    private volatile boolean closed;

    private FakeDriver(SimulatedHost host, Set<Capability> capabilities, InstantSource clock, Executor executor) {
        this.host = host;
        this.capabilities = Set.copyOf(capabilities);
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Opens a driver.
     *
     * @param capabilities what it is to be able to do; may be empty
     * @param executor     hands events to listeners; one that runs tasks in the calling thread makes the driver
     *                     single-threaded
     */
    public static FakeDriver attach(SimulatedHost host, Set<Capability> capabilities, InstantSource clock,
            Executor executor) {
        var driver = new FakeDriver(host, capabilities, clock, executor);
        host.drivers().add(driver);
        return driver;
    }

    /** With all capabilities. */
    public static FakeDriver attach(SimulatedHost host, InstantSource clock, Executor executor) {
        return attach(host, EnumSet.allOf(Capability.class), clock, executor);
    }

    /** The host, for its faults and files. */
    public SimulatedHost simulatedHost() {
        return host;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    Instant now() {
        return clock.instant();
    }

    boolean findsGuestsOfOthers() {
        return capabilities.contains(Capability.GUESTS_SURVIVE_DRIVER);
    }

    @Override
    public HostTopology host() {
        requireOpen();
        return host.topology();
    }

    @Override
    public void spawn(InstanceSpec spec, LaunchGate gate) {
        requireOpen();
        var guest = host.define(spec, this);
        try {
            AllOrNothing.run(() -> launch(guest, gate), () -> host.forget(guest));
        } finally {
            guest.turn().unlock();
        }
    }

    /** Runs a guest that has no process; refused, it is in {@code otherwise}. */
    void launchOr(GuestState otherwise, FakeGuest guest, LaunchGate gate) {
        AllOrNothing.run(() -> launch(guest, gate), () -> host.end(guest, otherwise));
    }

    private void launch(FakeGuest guest, LaunchGate gate) {
        boolean boots = guest.state() != GuestState.SUSPENDED;
        host.start(guest);
        requireAdmitted(guest, gate);
        host.run(guest);
        if (boots) {
            ConsoleFile.write(guest.spec());
        }
    }

    static void requireAdmitted(FakeGuest guest, LaunchGate gate) {
        if (gate.inspect(guest.snapshot()) instanceof LaunchGate.Verdict.Refuse(var differences)) {
            throw new VirtDriverException(Kind.PLACEMENT_NOT_IN_FORCE,
                    "guest %s: %s".formatted(guest.spec().name(), String.join("; ", differences)));
        }
    }

    @Override
    public void start(InstanceId id, LaunchGate gate) {
        inTurn(id, guest -> {
            if (guest.process().isPresent()) {
                throw wrongState(guest, "STOPPED, CRASHED or SUSPENDED");
            }
            var otherwise = guest.state() == GuestState.SUSPENDED ? GuestState.SUSPENDED : GuestState.STOPPED;
            launchOr(otherwise, guest, gate);
        });
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
        inTurn(id, guest -> host.end(guest, GuestState.STOPPED));
    }

    @Override
    public void destroy(InstanceId id) {
        requireOpen();
        find(id).ifPresent(guest -> {
            guest.turn().lock();
            try {
                if (host.knows(guest)) {
                    host.forget(guest);
                }
            } finally {
                guest.turn().unlock();
            }
        });
    }

    @Override
    public Optional<Guest> guest(InstanceId id) {
        requireOpen();
        return find(id).map(FakeGuest::snapshot);
    }

    @Override
    public List<Guest> guests() {
        return visible().map(FakeGuest::snapshot).toList();
    }

    Stream<FakeGuest> visible() {
        requireOpen();
        return host.all().stream().filter(guest -> guest.isVisibleTo(this));
    }

    @Override
    public Optional<Pausing> pausing() {
        return with(Capability.PAUSE, new FakePausing());
    }

    @Override
    public Optional<Rebooting> rebooting() {
        return with(Capability.REBOOT, new FakeRebooting(this));
    }

    @Override
    public Optional<Suspending> suspending() {
        return with(Capability.SUSPEND, new FakeSuspending(this));
    }

    @Override
    public Optional<Rescuing> rescuing() {
        return with(Capability.RESCUE, new FakeRescuing(this));
    }

    @Override
    public Optional<Redefining> redefining() {
        return with(Capability.REDEFINE, new FakeRedefining(this));
    }

    @Override
    public Optional<ConsoleAccess> consoleAccess() {
        return with(Capability.CONSOLE_ACCESS, new FakeConsoleAccess(this));
    }

    @Override
    public Optional<GuestAgentAccess> guestAgentAccess() {
        return with(Capability.GUEST_AGENT, new FakeGuestAgentAccess(this));
    }

    @Override
    public Optional<Dumping> dumping() {
        return with(Capability.DUMP, new FakeDumping(this));
    }

    @Override
    public Optional<Snapshotting> snapshotting() {
        return with(Capability.SNAPSHOT, new FakeSnapshotting(this));
    }

    @Override
    public Optional<DiskMaking> diskMaking() {
        return with(Capability.MAKE_DISKS, new FakeDiskMaking(this));
    }

    private <T> Optional<T> with(Capability capability, T ability) {
        return Optional.of(ability).filter(_ -> capabilities.contains(capability));
    }

    /** Both ways between running and paused. */
    private final class FakePausing implements Pausing {
        @Override
        public void pause(InstanceId id) {
            inTurn(id, guest -> require(guest, host.move(guest, GuestState.PAUSED)));
        }

        @Override
        public void resume(InstanceId id) {
            inTurn(id, guest -> require(guest, host.move(guest, GuestState.RUNNING)));
        }

        private static void require(FakeGuest guest, boolean moved) {
            if (!moved) {
                throw wrongState(guest, "RUNNING or PAUSED");
            }
        }
    }

    @Override
    public Optional<Repinning> repinning() {
        return with(Capability.REPIN, new FakeRepinning(this, host));
    }

    @Override
    public Optional<HotPlug> hotPlug() {
        return capabilities.contains(Capability.HOT_PLUG) ? Optional.of(new FakeHotPlug(this, host)) : Optional.empty();
    }

    @Override
    public Optional<Growing> growing() {
        return with(Capability.GROW, new FakeGrowing(this, host));
    }

    @Override
    public Optional<Migrating> migrating() {
        return with(Capability.MIGRATE, new FakeMigrating(this, host));
    }

    @Override
    public Optional<Receiving> receiving() {
        return with(Capability.MIGRATE, new FakeReceiving(this, host));
    }

    @Override
    public Optional<Statistics> statistics() {
        return with(Capability.STATISTICS, statistics);
    }

    /** Whether some call works on that guest now. */
    boolean isAtWorkOn(InstanceId id) {
        requireOpen();
        return find(id).orElseThrow(() -> unknown(id)).turn().isLocked();
    }

    /** Does something to a known guest while nobody else works on it. */
    void inTurn(InstanceId id, Consumer<FakeGuest> call) {
        requireOpen();
        var guest = find(id).orElseThrow(() -> unknown(id));
        guest.turn().lock();
        try {
            // It may have been destroyed while we waited.
            if (!host.knows(guest)) {
                throw unknown(id);
            }
            call.accept(guest);
        } finally {
            guest.turn().unlock();
        }
    }

    static VirtDriverException wrongState(FakeGuest guest, String wanted) {
        return new VirtDriverException(Kind.WRONG_STATE,
                "guest %s is %s; wanted %s".formatted(guest.spec().name(), guest.state(), wanted));
    }

    private static VirtDriverException unknown(InstanceId id) {
        return new VirtDriverException(Kind.NOT_FOUND, "guest %s is unknown".formatted(id));
    }

    private Optional<FakeGuest> find(InstanceId id) {
        return host.find(id).filter(guest -> guest.isVisibleTo(this));
    }

    void requireOpen() {
        if (closed) {
            throw new VirtDriverException(Kind.UNAVAILABLE, "this driver is closed");
        }
        host.lostBecause().ifPresent(why -> {
            throw new VirtDriverException(Kind.UNAVAILABLE, "the hypervisor does not answer: " + why);
        });
    }

    @Override
    public Subscription onEvent(Consumer<DriverEvent> listener) {
        requireOpen();
        var mailbox = new Mailbox(listener, executor);
        mailboxes.add(mailbox);
        return () -> {
            mailbox.close();
            mailboxes.remove(mailbox);
        };
    }

    /** Called under the host's monitor, so that every mailbox has the events in their order. */
    void learn(Function<Instant, DriverEvent> event) {
        if (!mailboxes.isEmpty()) {
            var now = event.apply(clock.instant());
            mailboxes.forEach(mailbox -> mailbox.put(now));
        }
    }

    void deliver() {
        mailboxes.forEach(Mailbox::deliver);
    }

    @Override
    public void close() {
        closed = true;
        host.drivers().remove(this);
        mailboxes.forEach(Mailbox::close);
        mailboxes.clear();
    }
}
