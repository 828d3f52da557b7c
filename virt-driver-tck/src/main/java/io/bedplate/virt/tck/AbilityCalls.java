package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.bedplate.virt.Attachment;
import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.Escort;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.Passage;
import io.bedplate.virt.Pausing;
import io.bedplate.virt.Rebooting;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.Suspending;
import io.bedplate.virt.TravelPapers;
import io.bedplate.virt.VirtDriver;

/** The abilities that a driver had when this was made. */
final class AbilityCalls {
    private static final Path NOWHERE = Path.of("/nowhere");
    private static final Disk RESCUE = Disk.file(new DeviceId("rescue"), NOWHERE, Disk.Format.RAW);
    private final Optional<Pausing> pausing;
    private final Optional<Repinning> repinning;
    private final Optional<Rebooting> rebooting;
    private final Optional<Suspending> suspending;
    private final Optional<Rescuing> rescuing;
    private final Optional<Redefining> redefining;
    private final Optional<HotPlug> hotPlug;
    private final Optional<Growing> growing;
    private final Optional<ConsoleAccess> consoleAccess;
    private final Optional<GuestAgentAccess> guestAgentAccess;
    private final Optional<Dumping> dumping;
    private final Optional<Snapshotting> snapshotting;
    private final Optional<DiskMaking> diskMaking;
    private final Optional<Migrating> migrating;
    private final Optional<Receiving> receiving;
    private final Optional<Statistics> statistics;

    AbilityCalls(VirtDriver driver) {
        pausing = driver.pausing();
        repinning = driver.repinning();
        rebooting = driver.rebooting();
        suspending = driver.suspending();
        rescuing = driver.rescuing();
        redefining = driver.redefining();
        hotPlug = driver.hotPlug();
        growing = driver.growing();
        consoleAccess = driver.consoleAccess();
        guestAgentAccess = driver.guestAgentAccess();
        dumping = driver.dumping();
        snapshotting = driver.snapshotting();
        diskMaking = driver.diskMaking();
        migrating = driver.migrating();
        receiving = driver.receiving();
        statistics = driver.statistics();
    }

    /** One call of each method of each ability. */
    List<ThrowingCallable> of(InstanceSpec spec) {
        var id = spec.id();
        var calls = new ArrayList<ThrowingCallable>();
        pausing.ifPresent(ability -> {
            calls.add(() -> ability.pause(id));
            calls.add(() -> ability.resume(id));
        });
        repinning.ifPresent(
                ability -> calls.add(() -> ability.repin(id, spec.placement(), LaunchGate.OPEN)));
        rebooting.ifPresent(ability -> calls.add(() -> ability.reboot(id, Duration.ZERO, LaunchGate.OPEN)));
        suspending.ifPresent(ability -> calls.add(() -> ability.suspend(id)));
        rescuing.ifPresent(ability -> {
            calls.add(() -> ability.rescue(id, RESCUE, LaunchGate.OPEN));
            calls.add(() -> ability.unrescue(id, LaunchGate.OPEN));
        });
        redefining.ifPresent(ability -> calls.add(() -> ability.redefine(spec)));
        hotPlug.ifPresent(ability -> {
            calls.add(() -> ability.attach(id, new Attachment.OfDisk(RESCUE)));
            calls.add(() -> ability.detach(id, RESCUE.id(), Duration.ZERO));
        });
        growing.ifPresent(ability -> {
            calls.add(() -> ability.grow(id, Growth.NONE, LaunchGate.OPEN));
            calls.add(() -> ability.takeBack(id, Growth.NONE, Duration.ZERO));
        });
        consoleAccess.ifPresent(ability -> calls.add(() -> ability.consoles(id)));
        guestAgentAccess.ifPresent(ability -> calls.add(() -> ability.setPassword(id, "root", "secret")));
        dumping.ifPresent(ability -> {
            calls.add(() -> ability.dump(id, NOWHERE));
            calls.add(() -> ability.injectNmi(id));
        });
        snapshotting.ifPresent(
                ability -> calls.add(() -> ability.snapshot(id, RESCUE.id(), NOWHERE, Quiescence.NONE)));
        diskMaking.ifPresent(ability -> {
            calls.add(() -> ability.make(id, List.of(new DiskOrder.Swap(RESCUE.id(), 1))));
            calls.add(() -> ability.made(id));
            calls.add(() -> ability.keep(id, List.of()));
            calls.add(() -> ability.tidy(Duration.ofDays(1)));
        });
        statistics.ifPresent(ability -> calls.add(() -> ability.all(Set.of())));
        travels(spec, calls);
        return calls;
    }

    private void travels(InstanceSpec spec, List<ThrowingCallable> calls) {
        var id = spec.id();
        migrating.ifPresent(ability -> {
            calls.add(() -> ability.papers(id));
            calls.add(() -> ability.dirtyKibPerSecond(id, Duration.ofSeconds(1)));
            calls.add(() -> ability.migrate(id, "", new Passage("", Optional.empty()), MigrationPolicy.USUAL,
                    Escort.NONE));
            calls.add(() -> ability.abort(id));
        });
        receiving.ifPresent(ability -> {
            calls.add(() -> ability.prepare(spec, new TravelPapers("", "", new TreeMap<>()), MigrationPolicy.USUAL));
            calls.add(() -> ability.look(id, LaunchGate.OPEN));
            calls.add(() -> ability.arrived(id));
            calls.add(() -> ability.admit(id, LaunchGate.OPEN));
        });
    }
}
