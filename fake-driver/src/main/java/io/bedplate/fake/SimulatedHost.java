package io.bedplate.fake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

import io.bedplate.fake.PagePools.PageCount;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * A machine that exists in memory only: what it has, its guests and their processes. It outlives the drivers attached
 * to it. Safe for use by many threads; no method blocks or calls foreign code while it holds the monitor.
 */
public final class SimulatedHost {
    private static final long FIRST_PID = 1000;

    private final HostTopology topology;
    private final Accelerator accelerator;
    private final SpecCheck check;
    private final PagePools pools;
    private final GuestTable guests = new GuestTable();
    private final AttachedDrivers drivers = new AttachedDrivers();
    private final Faults faults = new Faults();
    private final DiskShelf disks = new DiskShelf();
    private final Roads roads = new Roads();
    private final LiveFiles files;
    private Optional<String> lostBecause = Optional.empty();
    private boolean agentsAnswer;
    private long nextPid = FIRST_PID;
    private long nextDomainId = 1;

    /** A host of any topology; its pools start with the free pages that the topology names. */
    public SimulatedHost(HostTopology topology, Accelerator accelerator) {
        this.topology = topology;
        this.accelerator = accelerator;
        check = new SpecCheck(topology);
        pools = new PagePools(topology.cells());
        files = new LiveFiles(this);
    }

    /** A regular host with KVM. */
    public static SimulatedHost of(HostShape shape) {
        return new SimulatedHost(shape.topology(), Accelerator.KVM);
    }

    /** The host with its pages as they are now. */
    public synchronized HostTopology topology() {
        return pools.applyTo(topology);
    }

    /**
     * Its {@code /proc} and {@code /sys}. A provider that is given these files attaches to this host. The only file that
     * can be written is {@code nr_hugepages} of a cell.
     */
    public HostFiles files() {
        return files;
    }

    /** What will go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The guest's process dies; the guest is CRASHED. Nothing happens to a guest that is unknown or not running. */
    public void crash(InstanceId id) {
        find(id).ifPresent(guest -> end(guest, GuestState.CRASHED));
    }

    /** Ends a process as kill -9 does; see {@link #crash}. */
    public void kill(long pid) {
        ofThread(pid).ifPresent(guest -> end(guest, GuestState.CRASHED));
    }

    /** Lets a thread run on other pCPUs, as taskset does by hand. Nothing happens where there is no such thread. */
    public synchronized void taskset(long tid, CpuSet pcpus) {
        guests.ofThread(tid).ifPresent(guest -> guest.become(guest.state(),
                guest.process().map(process -> process.withThreadOn(tid, pcpus))));
    }

    /** From now on every call of every driver is UNAVAILABLE; guests go on. */
    public void dropConnection(String why) {
        connection(Optional.of(why), at -> new DriverEvent.ConnectionLost(why, at));
    }

    /** Drivers are answered again. */
    public void restoreConnection() {
        connection(Optional.empty(), DriverEvent.ConnectionRestored::new);
    }

    private void connection(Optional<String> nowLostBecause, Function<Instant, DriverEvent> event) {
        synchronized (this) {
            lostBecause = nowLostBecause;
            drivers.tell(event);
        }
        drivers.deliver();
    }

    /** From now on the guest agent answers in every guest that has the channel; before that none does. */
    public synchronized void letAgentsAnswer() {
        agentsAnswer = true;
    }

    synchronized boolean agentsAnswer() {
        return agentsAnswer;
    }

    synchronized Optional<String> lostBecause() {
        return lostBecause;
    }

    /** The disks that drivers have made here. */
    public DiskShelf disks() {
        return disks;
    }

    /** By which its guests leave, and others come. */
    public Roads roads() {
        return roads;
    }

    AttachedDrivers drivers() {
        return drivers;
    }

    /** Makes a guest known; the caller has its turn. */
    synchronized FakeGuest define(InstanceSpec spec, FakeDriver owner) {
        guests.requireNew(spec);
        check.refusal(spec, owner.capabilities()).ifPresent(refusal -> {
            throw refusal.toException();
        });
        guests.requireFreeDevices(spec);
        requireStep(SpawnStep.DEFINE, spec);
        var guest = new FakeGuest(spec, owner);
        guest.turn().lock();
        guests.add(guest);
        return guest;
    }

    /** Why a guest cannot come, in the words of {@link #define}; one that is known already is thrown. */
    synchronized Optional<String> misfit(InstanceSpec spec, Set<Capability> capabilities) {
        guests.requireNew(spec);
        return check.refusal(spec, capabilities).map(SpecCheck.Refusal::message);
    }

    /** Makes the process of a guest that was said to come, paused. */
    FakeGuest arrive(InstanceId id) {
        var expected = roads.takeExpected(id).orElseThrow(() -> new VirtDriverException(Kind.NOT_FOUND,
                "guest %s was not prepared for on host %s".formatted(id, topology.name())));
        var guest = define(expected.spec(), expected.owner());
        try {
            guest.travel(FakeGuest.Travel.ON_ITS_WAY);
            AllOrNothing.run(() -> start(guest), () -> forget(guest));
            return guest;
        } finally {
            guest.turn().unlock();
        }
    }

    /** Replaces the specification of a guest without a process by another of the same id and name. */
    synchronized void redefine(FakeGuest guest, InstanceSpec spec) {
        check.refusal(spec, guest.owner().capabilities()).ifPresent(refusal -> {
            throw refusal.toException();
        });
        guests.replace(guest, spec);
        guest.grown(Growth.NONE);
    }

    private void requireStep(SpawnStep step, InstanceSpec spec) {
        requireStep(step, spec.name());
    }

    void requireStep(SpawnStep step, String guest) {
        faults.takeFailure(step).ifPresent(kind -> {
            throw new VirtDriverException(kind, "guest %s: step %s was made to fail".formatted(guest, step));
        });
    }

    /** Starts its process, paused. */
    void start(FakeGuest guest) {
        synchronized (this) {
            requireStep(SpawnStep.START, guest.spec());
            var process = ProcessMaker.make(topology, accelerator, guest.spec(), faults.takeDistortions(), nextPid,
                    nextDomainId);
            take(guest.spec(), process.hugePages());
            // Threads of vCPUs that come later follow without a gap.
            nextPid += process.threads().size()
                    + Math.max(0, guest.spec().hardware().headroom().maxVcpus() - guest.spec().vcpus());
            nextDomainId++;
            guests.started(guest, process);
            guest.become(GuestState.PAUSED, Optional.of(process));
            announce(guest, GuestState.PAUSED);
        }
        drivers.deliver();
    }

    /**
     * Gives a guest other devices; the PCI functions among them are its own from now on.
     *
     * @throws VirtDriverException INVALID_SPEC for a function or a bridge that is not there; INSUFFICIENT_RESOURCES for a
     *                             function that another guest holds
     */
    synchronized void equip(FakeGuest guest, InstanceSpec changed) {
        check.place(changed.placement()).or(() -> PortCheck.refusal(changed.nics(), topology)).ifPresent(refusal -> {
            throw refusal.toException();
        });
        guests.remove(guest);
        try {
            guests.requireFreeDevices(changed);
            guest.redefine(changed);
        } finally {
            guests.add(guest);
        }
    }

    /**
     * Gives a guest another place: its process has the same threads elsewhere, and its pages move.
     *
     * @throws VirtDriverException INSUFFICIENT_RESOURCES, everything as before, where its pages find no room
     */
    synchronized void move(FakeGuest guest, GuestPlacement wanted) {
        check.place(wanted).ifPresent(refusal -> {
            throw refusal.toException();
        });
        rebuild(guest, guest.spec().placed(guest.spec().vcpus(), guest.spec().memoryKib(), wanted));
        guest.settle(wanted);
    }

    /** Gives the process what that says: threads and pages. */
    private void rebuild(FakeGuest guest, InstanceSpec spec) {
        guest.process().ifPresent(process -> {
            var changed = ProcessMaker.make(topology, accelerator, spec, faults.takeDistortions(), process.pid(),
                    process.domainId());
            exchange(spec, process.hugePages(), changed.hugePages());
            guest.become(guest.state(), Optional.of(changed));
        });
    }

    /**
     * Gives a guest another size: its process has other threads and pages.
     *
     * @param grown what of it came after the guest was made
     * @throws VirtDriverException INVALID_SPEC for what the host does not have; INSUFFICIENT_RESOURCES, everything as
     *                             before, where its pages find no room
     */
    synchronized void resize(FakeGuest guest, InstanceSpec spec, Growth grown) {
        check.place(spec.placement()).ifPresent(refusal -> {
            throw refusal.toException();
        });
        rebuild(guest, spec);
        guest.redefine(spec);
        guest.grown(grown);
    }

    private void exchange(InstanceSpec spec, List<PageCount> held, List<PageCount> wanted) {
        held.forEach(pages -> pools.add(pages, 1));
        try {
            take(spec, wanted);
        } catch (VirtDriverException e) {
            held.forEach(pages -> pools.add(pages, -1));
            throw e;
        }
    }

    /** All or none. */
    private void take(InstanceSpec spec, List<PageCount> wanted) {
        for (int taken = 0; taken < wanted.size(); taken++) {
            var pages = wanted.get(taken);
            long free = pools.free(pages.cell(), pages.size());
            if (free < pages.count()) {
                wanted.subList(0, taken).forEach(before -> pools.add(before, 1));
                throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES,
                        "guest %s: cell %d: %d pages of %s wanted, %d free".formatted(spec.name(), pages.cell(),
                                pages.count(), pages.size(), free));
            }
            pools.add(pages, -1);
        }
    }

    /** Its first instruction. */
    void run(FakeGuest guest) {
        synchronized (this) {
            requireStep(SpawnStep.RESUME, guest.spec());
        }
        if (!move(guest, GuestState.RUNNING)) {
            throw new VirtDriverException(Kind.INTERNAL,
                    "guest %s: its process ended before it ran".formatted(guest.spec().name()));
        }
    }

    /** From paused to running or back; false where it has no process. */
    boolean move(FakeGuest guest, GuestState state) {
        synchronized (this) {
            if (guest.process().isEmpty()) {
                return false;
            }
            if (guest.state() != state) {
                guest.become(state, guest.process());
                announce(guest, state);
            }
        }
        drivers.deliver();
        return true;
    }

    /**
     * Its process ends, if it has one; its pages return. A crashed or suspended guest can be stopped, a stopped one not
     * crash.
     */
    void end(FakeGuest guest, GuestState state) {
        synchronized (this) {
            if (guest.process().isPresent() || (guest.state() != state && state == GuestState.STOPPED)) {
                guest.process().ifPresent(this::reap);
                guest.become(state, Optional.empty());
                announce(guest, state);
            }
        }
        drivers.deliver();
    }

    private void reap(SimulatedProcess process) {
        guests.ended(process);
        process.hugePages().forEach(pages -> pools.add(pages, 1));
    }

    /** Ends it and makes it unknown. */
    void forget(FakeGuest guest) {
        end(guest, GuestState.STOPPED);
        synchronized (this) {
            // The gate itself may have destroyed it.
            if (guests.contains(guest)) {
                guests.remove(guest);
                tell(guest, at -> new DriverEvent.GuestGone(guest.id(), at));
            }
        }
        drivers.deliver();
    }

    private void announce(FakeGuest guest, GuestState state) {
        tell(guest, at -> new DriverEvent.GuestChanged(guest.id(), state, at));
    }

    private void tell(FakeGuest guest, Function<Instant, DriverEvent> event) {
        if (!faults.takeLostEvent()) {
            drivers.tell(guest, event);
        }
    }

    synchronized boolean knows(FakeGuest guest) {
        return guests.contains(guest);
    }

    synchronized Optional<FakeGuest> find(InstanceId id) {
        return guests.find(id);
    }

    synchronized List<FakeGuest> all() {
        return guests.all();
    }

    synchronized Optional<FakeGuest> ofThread(long tid) {
        return guests.ofThread(tid);
    }

    /** PCI functions that guests have, passed through or taken by their ports; ascending. */
    public synchronized SortedSet<PciAddress> functionsInUse() {
        return guests.functions();
    }

    synchronized List<Long> pids() {
        return guests.pids();
    }

    /** Empty where the cell has no pool of that size. */
    synchronized Optional<PagePool> pool(int cell, PageSize size) {
        return pools.pool(cell, size);
    }

    /** Grows or shrinks a pool as the kernel does: pages in use stay. */
    synchronized void resize(int cell, PageSize size, long wanted) {
        pools.resize(cell, size, wanted);
    }
}
