package io.bedplate.virt.tck;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Latencies;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.VirtDriver;

/** Faults against chapter 25: statistics. */
final class StatisticsPlants {
    private StatisticsPlants() {}

    static List<Plant> all() {
        return List.of(
                abilities("says that it has statistics, and has none", _ -> Optional.empty(),
                        "statisticsComeWithTheCapability"),
                lists("knows no guest", _ -> List.of(), "statisticsNameEveryGuest", "statisticsDoNotWaitForAGuest"),
                lists("tells of guests against their order", List::reversed, "statisticsNameEveryGuest"),
                guests("tells of every guest as running", guest -> new GuestStats(guest.id(), guest.name(),
                        GuestState.RUNNING, guest.vcpus(), guest.memory(), guest.disks(), guest.ports()),
                        "statisticsNameEveryGuest"),
                all("fills what was not asked for", sound -> groups -> sound.all(Set.of(Statistics.Group.values())),
                        "statisticsNameEveryGuest"),
                guests("has no vCPU run", guest -> guest.with(guest.vcpus().stream()
                        .map(vcpu -> new GuestStats.Vcpu(vcpu.vcpu(), 0, vcpu.waitNanos(), vcpu.haltNanos())).toList()),
                        "statisticsHaveEveryVcpu"),
                guests("has a vCPU for stopped guests", guest -> guest.with(List.of(
                        new GuestStats.Vcpu(0, 1, OptionalLong.empty(), OptionalLong.empty()))),
                        "statisticsHaveEveryVcpu", "statisticsNameEveryGuest"),
                guests("counts down", shrinking(), "statisticsHaveEveryVcpu"),
                guests("knows no disk", guest -> new GuestStats(guest.id(), guest.name(), guest.state(),
                        guest.vcpus(), guest.memory(), List.of(), guest.ports()), "statisticsHaveMemoryDisksAndPorts"),
                guests("knows no port", guest -> new GuestStats(guest.id(), guest.name(), guest.state(),
                        guest.vcpus(), guest.memory(), guest.disks(), List.of()), "statisticsHaveMemoryDisksAndPorts"),
                Plant.of("does not tell of guests while one is looked at", Busy::new,
                        "statisticsDoNotWaitForAGuest"),
                calls("counts no calls", _ -> List.of(), "statisticsHaveCalls"),
                calls("counts every call as the first", _ -> List.of(
                        new Statistics.Calls("call", new Latencies().snapshot())), "statisticsHaveCalls"));
    }

    private static UnaryOperator<GuestStats> shrinking() {
        var left = new AtomicLong(1L << 40);
        return guest -> guest.state() == GuestState.RUNNING
                ? guest.with(guest.vcpus().stream().map(vcpu -> new GuestStats.Vcpu(vcpu.vcpu(),
                        left.decrementAndGet(), vcpu.waitNanos(), vcpu.haltNanos())).toList())
                : guest;
    }

    /** Has a look at statistics wait until nobody looks at a guest. */
    private static final class Busy extends Forwarding {
        Busy(VirtDriver sound) {
            super(sound);
        }

        @Override
        public synchronized void spawn(InstanceSpec spec, LaunchGate gate) {
            super.spawn(spec, gate);
        }

        @Override
        public synchronized Optional<Guest> guest(InstanceId id) {
            return super.guest(id);
        }

        @Override
        public Optional<Statistics> statistics() {
            return sound.statistics().map(statistics -> new Other(this::held, statistics::calls));
        }

        private synchronized List<GuestStats> held(Set<Statistics.Group> groups) {
            return sound.statistics().orElseThrow().all(groups);
        }
    }

    /** Statistics of those answers. */
    private record Other(Function<Set<Statistics.Group>, List<GuestStats>> guests,
            Supplier<List<Statistics.Calls>> called) implements Statistics {
        @Override
        public List<GuestStats> all(Set<Group> groups) {
            return guests.apply(groups);
        }

        @Override
        public List<Calls> calls() {
            return called.get();
        }
    }

    private static Plant guests(String fault, UnaryOperator<GuestStats> faulty, String... tests) {
        return lists(fault, sound -> sound.stream().map(faulty).toList(), tests);
    }

    private static Plant lists(String fault, UnaryOperator<List<GuestStats>> faulty, String... tests) {
        return all(fault, sound -> groups -> faulty.apply(sound.all(groups)), tests);
    }

    private static Plant all(String fault,
            Function<Statistics, Function<Set<Statistics.Group>, List<GuestStats>>> faulty, String... tests) {
        return abilities(fault, driver -> driver.statistics()
                .map(sound -> new Other(faulty.apply(sound), sound::calls)), tests);
    }

    private static Plant calls(String fault, UnaryOperator<List<Statistics.Calls>> faulty, String... tests) {
        return abilities(fault, driver -> driver.statistics()
                .map(sound -> new Other(sound::all, () -> faulty.apply(sound.calls()))), tests);
    }

    private static Plant abilities(String fault, Function<VirtDriver, Optional<Statistics>> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Statistics> statistics() {
                return faulty.apply(sound);
            }
        }, tests);
    }
}
