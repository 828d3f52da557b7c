package io.bedplate.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Runs instances on one host: plans, claims, spawns through a driver, and compares what was claimed with the kernel.
 *
 * <p>
 * Safe for use by many threads. A claim is on disk before the driver is called and leaves the disk after the guest is
 * gone, so a crash at any point leaves nothing that {@link #recover()} does not find.
 */
public final class Agent {
    /** New with every boot (random(4)). */
    private static final String BOOT_ID = "proc/sys/kernel/random/boot_id";

    private final VirtDriver driver;
    private final Journal journal;
    private final Books books;
    private final InstantSource clock;
    private final ProcessReader processes;
    private final Claims claims = new Claims();
    private final Repins repins;
    private final Plugs plugs;
    private final Starts starts;
    private final OwnDisks disks;
    private final Turns turns = new Turns();
    private final Desk desk;
    private final PowerOrders power;
    private final RescueOrders rescues;
    private final ChangeOrders changes;
    private final GrowOrders growth;
    private final LeaveOrders departures;
    private final ArriveOrders arrivals;
    private final CopyOrders copies;
    private final ContactOrders contacts;
    private final Proofs proofs;

    /**
     * An agent that knows no claims yet; {@link #recover()} reads them.
     *
     * @param files the files of the host that the driver runs guests on
     */
    public Agent(VirtDriver driver, HostFiles files, Journal journal, HostConfig config, InstantSource clock) {
        this(driver, files, journal, config, clock, Neighbours.NONE);
    }

    /** The same, one that sends instances to others and takes theirs in. */
    public Agent(VirtDriver driver, HostFiles files, Journal journal, HostConfig config, InstantSource clock,
            Neighbours neighbours) {
        this.driver = driver;
        this.journal = journal;
        this.books = new Books(config);
        this.clock = clock;
        this.processes = new ProcessReader(files);
        this.repins = new Repins(driver, journal, claims, books, processes, clock);
        this.desk = new Desk(driver, journal, claims, turns, processes, clock, files.read(BOOT_ID));
        this.power = new PowerOrders(desk);
        this.disks = new OwnDisks(driver);
        this.rescues = new RescueOrders(desk, disks);
        this.changes = new ChangeOrders(desk, books, disks);
        this.growth = new GrowOrders(desk, books);
        this.departures = new LeaveOrders(desk, neighbours);
        this.arrivals = new ArriveOrders(desk, books, neighbours);
        this.copies = new CopyOrders(desk);
        this.contacts = new ContactOrders(desk);
        this.proofs = new Proofs(desk, files);
        this.plugs = new Plugs(desk, books, disks);
        this.starts = new Starts(desk);
    }

    /**
     * Takes up the claims on disk, undoes what had been cut off, and after a reboot of the host starts again what ran. Call
     * it once, before anything else.
     */
    public RecoveryReport recover() {
        return new Recovery(desk, new HostReboot(desk, starts), disks).run(this::settle);
    }

    private void settle(Claim claim) {
        finish(claim);
        claims.get(claim.id()).filter(now -> now.phase() == Phase.ACTIVE || now.phase() == Phase.RESIZED)
                .ifPresent(disks::trim);
    }

    private void finish(Claim claim) {
        switch (claim.phase()) {
            case ACTIVE, RESCUED, RESIZED -> {
            }
            case SPAWNING, DESTROYING -> undo(claim);
            case STARTING -> starts.recover(claim);
            case REBOOTING -> power.recover(claim);
            case RESCUING, UNRESCUING -> rescues.recover(claim);
            case REBUILDING, RESIZING, REVERTING -> changes.recover(claim);
            case GROWING -> growth.recover(claim);
            case PLUGGING -> plugs.recover(claim);
            case COPYING -> copies.recover(claim);
            case REPINNING -> repins.recover(claim);
            case LEAVING, LEFT -> departures.recover(claim);
            case ARRIVING -> arrivals.recover(claim);
        }
    }

    /** Reboot, pause, suspension, NMI. */
    public PowerOrders power() {
        return power;
    }

    /** Rescue and back. */
    public RescueOrders rescues() {
        return rescues;
    }

    /** Rebuild; resize, confirmed or reverted. */
    public ChangeOrders changes() {
        return changes;
    }

    /** vCPUs and memory that come and go. */
    public GrowOrders growth() {
        return growth;
    }

    /** Instances that go to other hosts. */
    public LeaveOrders departures() {
        return departures;
    }

    /** Instances that come, for the agents of the hosts that they come from. */
    public Destination arrivals() {
        return arrivals;
    }

    /** Snapshots and dumps. */
    public CopyOrders copies() {
        return copies;
    }

    /** Consoles and the guest agent. */
    public ContactOrders contacts() {
        return contacts;
    }

    /** Claims against the kernel, for whoever watches them. */
    public Proofs proofs() {
        return proofs;
    }

    /** Takes up the claims on disk as they stand, for looking only: another agent may be at work on them. */
    public void readClaims() {
        claims.replace(journal.claims());
    }

    /** All claims, ascending by instance. */
    public List<Claim> claims() {
        return claims.snapshot();
    }

    /** What the host has now, whoever holds it. */
    public HostTopology host() {
        return driver.host();
    }

    /** What the host has, less what claims hold, as the next plan would see it. */
    public HostState state() {
        return books.state(driver.host(), claims.snapshot());
    }

    /** The host with all claims, for looking only. */
    public HostView view() {
        return HostView.of(driver.host(), books.config(), claims.snapshot());
    }

    /** How long orders took. */
    public OrderTimes times() {
        return turns.times();
    }

    /**
     * Plans, claims, runs and proves one instance. A PCI function that a port of it names may be one that the plan gives
     * it; else it is held besides.
     *
     * @throws VirtDriverException as {@link VirtDriver#spawn}; INSUFFICIENT_RESOURCES for a function of a port that
     *                             another instance claims; nothing is left behind then
     */
    public SpawnResult spawn(SpawnRequest order) {
        return turns.get(Order.SPAWN, order.id(), () -> claimAndRun(order), Outcome::of);
    }

    private SpawnResult claimAndRun(SpawnRequest order) {
        var stopwatch = new Stopwatch();
        desk.requireNoGuest(order.id());
        var topology = driver.host();
        stopwatch.lap();
        var decision = claims.decide(held -> decide(order, topology, held));
        stopwatch.lap();
        return switch (decision) {
            case Decision.Known(var claim) -> throw new VirtDriverException(Kind.EXISTS,
                    "instance %s: holds a claim since %s".formatted(claim.id(), claim.since()));
            case Decision.No(var rejection) -> new SpawnResult.Rejected(rejection);
            case Decision.Yes(var claim) -> carryOut(claim, order.storage(), stopwatch);
        };
    }

    private Decision decide(SpawnRequest order, HostTopology topology, List<Claim> held) {
        var known = held.stream().filter(claim -> claim.id().equals(order.id())).findFirst();
        if (known.isPresent()) {
            return new Decision.Known(known.get());
        }
        var state = books.state(topology, held);
        Books.taken(order.nics(), state).ifPresent(why -> {
            throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES, "instance %s: %s".formatted(order.id(), why));
        });
        return switch (NfvPlanner.plan(state, order.request())) {
            case Plan plan -> {
                var claim = new Claim(InstanceSpecs.of(order, plan.placement()), Phase.SPAWNING, clock.instant());
                yield new Decision.Yes(order.storage().orders().isEmpty() ? claim : claim.owningDisks());
            }
            case Rejection rejection -> new Decision.No(rejection);
        };
    }

    private SpawnResult carryOut(Claim claim, StorageRequest storage, Stopwatch stopwatch) {
        try {
            journal.put(claim);
            var made = disks.make(claim.id(), storage.orders());
            stopwatch.lap();
            return switch (made) {
                case MakeResult.Made(var own) -> run(claim.of(InstanceSpecs.with(own, storage, claim.spec())),
                        stopwatch);
                case MakeResult.Refused(var refusal) -> {
                    undo(claim);
                    yield new SpawnResult.DisksRefused(refusal);
                }
            };
        } catch (RuntimeException e) {
            throw undone(claim, e);
        }
    }

    private SpawnResult run(Claim claim, Stopwatch stopwatch) {
        var gate = gate(claim, stopwatch);
        driver.spawn(claim.spec(), gate);
        stopwatch.lap();
        var active = desk.note(claim.in(Phase.ACTIVE), true);
        return new SpawnResult.Spawned(active, gate.evidence().orElseThrow(), SpawnResult.Times.of(stopwatch));
    }

    /** A second failure must not hide the first; what could not be undone stays claimed, for {@link #recover()}. */
    private RuntimeException undone(Claim claim, RuntimeException first) {
        // Somebody else's guest of that name or id is not ours to end.
        boolean foreign = first instanceof VirtDriverException e && e.kind() == Kind.EXISTS;
        try {
            if (foreign) {
                disks.drop(claim);
                desk.forget(claim.id());
            } else {
                undo(claim);
            }
        } catch (RuntimeException second) {
            first.addSuppressed(second);
        }
        return first;
    }

    private void undo(Claim claim) {
        driver.destroy(claim.id());
        disks.drop(claim);
        desk.forget(claim.id());
    }

    private ProvingGate gate(Claim claim, Stopwatch stopwatch) {
        return new ProvingGate(claim.spec().passed(), processes, clock, stopwatch);
    }

    /**
     * Runs a stopped instance again in the place it has claimed.
     *
     * @throws VirtDriverException as {@link VirtDriver#start}; WRONG_STATE for an instance that something else is being
     *                             done with
     */
    public void start(InstanceId id) {
        turns.with(Order.START, id, () -> starts.start(claim(id)));
    }

    /**
     * Stops an instance; its claim stands.
     *
     * @throws VirtDriverException as {@link VirtDriver#stop}
     */
    public void stop(InstanceId id, Duration grace) {
        turns.with(Order.STOP, id, () -> {
            driver.stop(claim(id).id(), grace);
            desk.note(claim(id), false);
        });
    }

    /**
     * Gives an instance a place that the caller has chosen, while it runs. Both places are held until it is proved to be
     * in the new one; else it is in its former one again.
     *
     * @throws VirtDriverException as {@link Repinning#repin}; WRONG_STATE for an instance that something else is being
     *                             done with; UNSUPPORTED where the driver cannot
     */
    public RepinResult repin(InstanceId id, GuestPlacement wanted) {
        return turns.get(Order.REPIN, id, () -> repins.repin(id, wanted), Outcome::of);
    }

    /** The same, with the place that the planner would give it if it came now. */
    public RepinResult repin(InstanceId id, NfvRequest request) {
        return turns.get(Order.REPIN, id, () -> repins.repin(id, request), Outcome::of);
    }

    /**
     * Gives an instance a device, now and at its next start. It is claimed first.
     *
     * @throws VirtDriverException as {@link HotPlug#attach}; INSUFFICIENT_RESOURCES for a PCI function that is
     *                             claimed already, of a port or by itself; WRONG_STATE for an instance that something else is being done with
     */
    public void attach(InstanceId id, Attachment device) {
        plugs.attach(id, device);
    }

    /**
     * Takes a device from an instance; its claim stands until the guest has let go.
     *
     * @throws VirtDriverException as {@link HotPlug#detach}
     */
    public void detach(InstanceId id, DeviceId device, Duration patience) {
        plugs.detach(id, device, patience);
    }

    /**
     * Ends an instance and gives back what it held; an unknown one is fine.
     *
     * @throws VirtDriverException WRONG_STATE for one that another host has to do with
     */
    public void destroy(InstanceId id) {
        turns.with(Order.DESTROY, id, () -> claims.get(id).ifPresent(claim -> {
            if (claim.isTravelling()) {
                throw Desk.wrongPhase(claim, List.of(Phase.ACTIVE));
            }
            journal.put(claim.in(Phase.DESTROYING));
            undo(claim);
        }));
    }

    /**
     * Compares an instance's claim with the kernel now.
     *
     * @throws VirtDriverException NOT_FOUND for an instance without a claim
     */
    public Evidence verify(InstanceId id) {
        return proofs.verify(id);
    }

    /** Compares every claim with the kernel, ascending by instance. */
    public List<Evidence> verifyAll() {
        return proofs.verifyAll();
    }

    private Claim claim(InstanceId id) {
        return claims.get(id).orElseThrow(() -> Claims.none(id));
    }
}
