package io.bedplate.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;

/**
 * Reads one host again and again. A whole reading opens dozens of files for each CPU and each PCI function, so it is kept
 * as long as the kernel lists the same CPUs, nodes and functions, and for {@link #LONGEST} at most. Huge pages, which come and go
 * with guests, are read each time.
 *
 * <p>
 * So at most {@link #LONGEST} old are: bound drivers, links, sizes of memory. Threads may share one.
 */
public final class HostReadings {
    /** After this time all is read again. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private final HostFiles files;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    private record Reading(Lists lists, Instant at, HostTopology host) {
        // A clock that was set back proves nothing.
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(LONGEST));
        }
    }

    /** What shows that a CPU, a node or a function came or went. */
    private record Lists(Optional<String> cpus, Optional<String> nodes, List<String> functions) {
        static Lists read(HostFiles files) {
            return new Lists(files.read("sys/devices/system/cpu/online"), files.read("sys/devices/system/node/online"),
                    files.list("sys/bus/pci/devices"));
        }
    }

    public HostReadings(HostFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    /** The host as it is now. */
    public HostTopology now() {
        var now = clock.instant();
        // Read before the rest: what changes meanwhile shows the next time.
        var lists = Lists.read(files);
        var kept = last.get();
        if (kept != null && kept.lists().equals(lists) && kept.isFresh(now)) {
            return HostProbe.withPoolsOf(kept.host(), files);
        }
        var host = HostProbe.read(files);
        last.set(new Reading(lists, now, host));
        return host;
    }

    /**
     * The host as it is now, where a check has nothing against it. A misfit is believed only of a host that was read whole.
     *
     * @param check   what is wrong with a host, if anything
     * @param refusal thrown for what is
     */
    public <T> HostTopology fitting(Function<HostTopology, Optional<T>> check, Function<T, RuntimeException> refusal) {
        var host = now();
        if (check.apply(host).isEmpty()) {
            return host;
        }
        last.set(null);
        var whole = now();
        check.apply(whole).ifPresent(misfit -> {
            throw refusal.apply(misfit);
        });
        return whole;
    }
}
