package io.bedplate.agent.metrics;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.bedplate.agent.HostView;
import io.bedplate.agent.metrics.MetricsSnapshot.Reading;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Statistics.Group;
import io.bedplate.virt.VirtDriver;

/** Reads host and guests, with one call for all guests. */
public final class HypervisorReader implements Supplier<Reading> {
    private final VirtDriver driver;
    private final Supplier<HostView> host;
    private final StealTimes steal;

    /**
     * A reader.
     *
     * @param host  the host and the claims of now; may fail as the driver does
     * @param files of the host that the driver runs guests on
     */
    public HypervisorReader(VirtDriver driver, Supplier<HostView> host, HostFiles files) {
        this.driver = driver;
        this.host = host;
        steal = new StealTimes(files, driver::guests);
    }

    @Override
    public Reading get() {
        // The host's files are read while the hypervisor asks its guests.
        var view = CompletableFuture.supplyAsync(host, Thread.ofVirtual().name("bedplate-scrape-host")::start);
        long start = System.nanoTime();
        var guests = guests();
        var bulk = Duration.ofNanos(System.nanoTime() - start);
        var active = guests.stream().filter(HypervisorReader::hasProcess).map(GuestStats::id)
                .collect(Collectors.<InstanceId>toSet());
        return new Reading(HostFigures.of(view.join(), active), steal.complete(guests), bulk);
    }

    private List<GuestStats> guests() {
        return driver.statistics().map(statistics -> statistics.all(EnumSet.allOf(Group.class)))
                .orElseGet(() -> driver.guests().stream().map(HypervisorReader::bare).toList());
    }

    private static GuestStats bare(Guest guest) {
        return new GuestStats(guest.id(), guest.name(), guest.state(), List.of(), Optional.empty(), List.of(),
                List.of());
    }

    private static boolean hasProcess(GuestStats guest) {
        return guest.state() == GuestState.RUNNING || guest.state() == GuestState.PAUSED;
    }
}
