package io.bedplate.fake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;

/** A simulated host, a driver that does all in the calling thread at one fixed time, and what it said. */
final class Rig {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    final SimulatedHost host;
    final FakeDriver driver;
    final List<DriverEvent> events = new ArrayList<>();

    /** Two cells of 4 cores with 2 threads, 512 pages of 2 MiB and one of 1 GiB each, 2 VFs each. */
    Rig() {
        this(new HostShape("rig", 2, 4, 2, 16384, 512, 1, 2));
    }

    Rig(HostShape shape) {
        host = SimulatedHost.of(shape);
        driver = FakeDriver.attach(host, CLOCK, Runnable::run);
        driver.onEvent(events::add);
    }

    /** Returns the pid. */
    long spawn(InstanceSpec spec) {
        driver.spawn(spec, LaunchGate.OPEN);
        return pid(spec);
    }

    long pid(InstanceSpec spec) {
        return driver.guest(spec.id()).orElseThrow().pid().orElseThrow();
    }

    /** The text of a file that must be there. */
    String read(String path) {
        return host.files().read(path).orElseThrow(() -> new AssertionError("no file " + path));
    }

    /** The value of a line of a status file. */
    String status(String folder, String key) {
        return read(folder + "/status").lines().filter(line -> line.startsWith(key + ":\t")).findFirst().orElseThrow()
                .substring(key.length() + 2).strip();
    }
}
