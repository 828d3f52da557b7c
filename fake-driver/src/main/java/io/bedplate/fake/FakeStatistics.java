package io.bedplate.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.BlockDevice;
import io.bedplate.virt.GuestStats.Io;
import io.bedplate.virt.GuestStats.Memory;
import io.bedplate.virt.GuestStats.Port;
import io.bedplate.virt.GuestStats.Traffic;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.Latencies;
import io.bedplate.virt.Statistics;

/** Figures of guests that are always equally busy: all of them follow from how long a guest has run. */
final class FakeStatistics implements Statistics {
    private static final String FUNCTION = "simulatedStatistics";
    private static final long IO_BYTES = 4096;
    private static final long PACKET_BYTES = 1500;

    private final FakeDriver driver;
    private final Latencies looks = new Latencies();

    FakeStatistics(FakeDriver driver) {
        this.driver = driver;
    }

    @Override
    public List<GuestStats> all(Set<Group> groups) {
        var all = driver.visible().map(guest -> stats(guest, groups)).toList();
        // A simulated call takes no time.
        looks.add(0);
        return all;
    }

    @Override
    public List<Calls> calls() {
        var times = looks.snapshot();
        return times.total() == 0 ? List.of() : List.of(new Calls(FUNCTION, times));
    }

    private GuestStats stats(FakeGuest guest, Set<Group> groups) {
        var now = guest.snapshot();
        if (now.pid().isEmpty()) {
            return new GuestStats(now.id(), now.name(), now.state(), List.of(), Optional.empty(), List.of(), List.of());
        }
        var spec = guest.spec();
        var ran = guest.ranUntil(driver.now());
        var vcpus = IntStream.range(0, groups.contains(Group.VCPU) ? spec.vcpus() : 0)
                .mapToObj(vcpu -> vcpu(vcpu, ran));
        var memory = Optional.of(new Memory(spec.memoryKib(), spec.memoryKib(), OptionalLong.empty()))
                .filter(_ -> groups.contains(Group.BALLOON));
        var disks = spec.disks().stream().filter(_ -> groups.contains(Group.BLOCK))
                .map(disk -> new BlockDevice(disk.id().toString(), io(ran), io(ran), ran.toSeconds()));
        var ports = spec.nics().stream().filter(_ -> groups.contains(Group.INTERFACE))
                .map(nic -> new Port(nic.id().toString(), traffic(ran), traffic(ran)));
        return new GuestStats(now.id(), now.name(), now.state(), vcpus.toList(), memory, disks.toList(),
                ports.toList());
    }

    /** Of a hundred parts it runs 75, waits for a pCPU one, and is halted for the rest. */
    private static Vcpu vcpu(int vcpu, Duration ran) {
        long part = ran.dividedBy(100).toNanos();
        return new Vcpu(vcpu, 75 * part, OptionalLong.of(part), OptionalLong.of(24 * part));
    }

    private static Io io(Duration ran) {
        return new Io(ran.toMillis(), ran.toMillis() * IO_BYTES, ran.toNanos() / 10);
    }

    private static Traffic traffic(Duration ran) {
        return new Traffic(ran.toMillis() * PACKET_BYTES, ran.toMillis(), 0, 0);
    }
}
