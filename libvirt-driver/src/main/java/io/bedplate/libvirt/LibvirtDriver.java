package io.bedplate.libvirt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.net.NetworkPrograms;
import io.bedplate.libvirt.net.OpenVswitch;
import io.bedplate.libvirt.storage.ImageCache;
import io.bedplate.libvirt.storage.InstanceDisks;
import io.bedplate.libvirt.storage.QemuImg;
import io.bedplate.libvirt.storage.Tools;
import io.bedplate.probe.HostReadings;
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

/** The SPI on one libvirtd. Joins the parts, and gives each guest one caller at a time. */
final class LibvirtDriver implements VirtDriver, Pausing, Repinning {
    private static final Duration BETWEEN_THAWS = Duration.ofSeconds(2);
    /** Whole disks are copied. */
    private static final Tools TOOLS = new Tools(Duration.ofHours(2));

    private final LibvirtLink link;
    private final HostReadings readings;
    private final EventRelay relay;
    private final Guests guests;
    private final MachineChoice machine;
    private final PowerOff powerOff;
    private final Leftovers leftovers;
    private final Launcher launcher;
    private final Thaws thaws;
    private final Suspension suspension;
    private final Repinner repinner;
    private final Removals removals;
    private final Grower grower;
    private final Arrivals arrivals;
    private final Departures departures;
    private final PortSweep portSweep;
    private final DeviceFit devices;
    private final HostDisks hostDisks;
    private final BulkStatistics statistics;
    private final GuestLocks locks = new GuestLocks();
    private final GuestTurns turns;

    private LibvirtDriver(LibvirtLink link, LibvirtSettings settings, HostFiles files, InstantSource clock,
            EventRelay relay) {
        this.link = link;
        readings = new HostReadings(files, clock);
        this.relay = relay;
        var processes = new GuestProcesses(files);
        guests = new Guests(link, processes);
        machine = new MachineChoice(link, files, settings.domainType());
        powerOff = new PowerOff(link, relay);
        leftovers = new Leftovers(powerOff::remove);
        var programs = new NetworkPrograms(settings.netns());
        var openVswitch = new OpenVswitch(programs, settings.ovsdb());
        portSweep = new PortSweep(link, files, programs, openVswitch);
        devices = new DeviceFit(new DiskFit(files, settings.images()), new PortFit(files, openVswitch));
        launcher = new Launcher(link, readings, processes, powerOff, leftovers, devices);
        turns = new GuestTurns(locks, guests);
        var cache = new ImageCache(settings.images(), TOOLS, clock);
        hostDisks = new HostDisks(locks, link, settings, new InstanceDisks(settings.instances(), cache, TOOLS), cache);
        thaws = new Thaws(new LibvirtIce(link), BETWEEN_THAWS, locks);
        suspension = new Suspension(turns, link);
        var threads = new KernelThreads(files);
        Function<InstanceId, PlacementCalls> placing = id -> new PlacementCalls.Real(link, processes, threads, id);
        repinner = new Repinner(link, files, readings, processes, placing);
        removals = new Removals(link, relay.devices());
        arrivals = new Arrivals(turns, link, readings, machine, devices, processes, threads, relay, placing);
        departures = new Departures(turns, link,
                id -> Farewell.of(relay.standstills(), processes, files, id));
        statistics = new BulkStatistics(link);
        grower = new Grower(turns, link, files, readings, processes,
                known -> new GrowthCalls.Real(link, removals, placing.apply(known.id()), known));
    }

    static LibvirtDriver open(LibvirtSettings settings, HostFiles files, InstantSource clock, CallWatch watch) {
        var relay = new EventRelay(clock);
        var driver = new LibvirtDriver(LibvirtLink.open(settings.uri(), relay, watch), settings, files, clock, relay);
        driver.portSweep.run();
        relay.start(driver.guests, () -> {
            driver.leftovers.sweep(driver.locks);
            driver.thaws.sweep(driver.guests::all);
            driver.portSweep.run();
        });
        driver.thaws.sweep(driver.guests::all);
        return driver;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.values());
    }

    @Override
    public HostTopology host() {
        link.check();
        return readings.now();
    }

    @Override
    public void spawn(InstanceSpec spec, LaunchGate gate) {
        locks.with(spec.id(), () -> {
            relay.expect(spec.id());
            leftovers.sweep(spec.id());
            launcher.spawn(spec, machine.get(), gate);
            return true;
        });
    }

    @Override
    public void start(InstanceId id, LaunchGate gate) {
        turns.with(id, known -> {
            if (known.state().isActive()) {
                throw GuestTurns.wrongState(known, "started");
            }
            if (known.saved()) {
                launcher.restore(known, suspension, gate);
            } else {
                launcher.start(known, gate);
            }
        });
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
        turns.with(id, known -> {
            if (known.state().isActive()) {
                powerOff.gently(known, grace);
            } else if (known.saved()) {
                powerOff.dropSaved(id);
            }
        });
    }

    @Override
    public void destroy(InstanceId id) {
        locks.with(id, () -> {
            guests.known(id).ifPresent(known -> powerOff.remove(known.id()));
            return true;
        });
    }

    @Override
    public Optional<Pausing> pausing() {
        return Optional.of(this);
    }

    @Override
    public void pause(InstanceId id) {
        order(id, GuestState.PAUSED, "paused", DomainHandle::suspend);
    }

    @Override
    public void resume(InstanceId id) {
        order(id, GuestState.RUNNING, "resumed", DomainHandle::resume);
    }

    @Override
    public Optional<Repinning> repinning() {
        return Optional.of(this);
    }

    @Override
    public void repin(InstanceId id, GuestPlacement wanted, LaunchGate gate) {
        turns.with(id, known -> repinner.repin(known, machine.get(), wanted, gate));
    }

    private void order(InstanceId id, GuestState target, String verb, Consumer<DomainHandle> work) {
        turns.withActive(id, verb, known -> {
            if (known.guestState() != target) {
                link.call(Lane.QUICK, session -> Launcher.domain(session, id, work));
            }
        });
    }

    @Override
    public Optional<Rebooting> rebooting() {
        return Optional.of(new Reboots(turns, link, relay.reboots(), powerOff, launcher));
    }

    @Override
    public Optional<Suspending> suspending() {
        return Optional.of(suspension);
    }

    @Override
    public Optional<ConsoleAccess> consoleAccess() {
        return Optional.of(new Consoles(turns, link));
    }

    @Override
    public Optional<GuestAgentAccess> guestAgentAccess() {
        return Optional.of(new AgentAccess(turns, link));
    }

    @Override
    public Optional<Dumping> dumping() {
        return Optional.of(new Dumps(turns, link));
    }

    @Override
    public Optional<Snapshotting> snapshotting() {
        return Optional.of(new Snapshots(turns, link, new Freezer(new LibvirtIce(link), thaws),
                new QemuImg(TOOLS)));
    }

    @Override
    public Optional<DiskMaking> diskMaking() {
        return Optional.of(hostDisks);
    }

    @Override
    public Optional<Rescuing> rescuing() {
        return Optional.of(new Rescue(turns, link, powerOff, launcher, devices));
    }

    @Override
    public Optional<Redefining> redefining() {
        return Optional.of(new Redefinition(turns, link, readings, machine, devices));
    }

    @Override
    public Optional<HotPlug> hotPlug() {
        return Optional.of(new HotPlugger(turns, link, readings, removals, devices));
    }

    @Override
    public Optional<Growing> growing() {
        return Optional.of(grower);
    }

    @Override
    public Optional<Migrating> migrating() {
        return Optional.of(departures);
    }

    @Override
    public Optional<Receiving> receiving() {
        return Optional.of(arrivals);
    }

    @Override
    public Optional<Statistics> statistics() {
        return Optional.of(statistics);
    }

    @Override
    public Optional<Guest> guest(InstanceId id) {
        return guests.guest(id);
    }

    @Override
    public List<Guest> guests() {
        return guests.all();
    }

    @Override
    public Subscription onEvent(Consumer<DriverEvent> listener) {
        link.check();
        return relay.subscribe(listener);
    }

    @Override
    public void close() {
        thaws.close();
        link.close();
        relay.close();
    }
}
