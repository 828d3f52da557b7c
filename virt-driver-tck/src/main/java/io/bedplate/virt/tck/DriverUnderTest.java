package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriverProvider;

/** All that the kit must know of a driver. The first four are needed; the others have defaults for a real hypervisor. */
public interface DriverUnderTest {

    /** The provider, as ServiceLoader makes it. */
    VirtDriverProvider provider();

    /**
     * What the provider is opened with; its files are where the kit looks for processes ({@code proc/<pid>}). Two
     * drivers opened in one test must reach the same hypervisor. Where disks are made should be the
     * kit's own: it tidies all base images away.
     */
    DriverConfig config();

    /** The names of all settings that the provider knows. */
    Set<String> settings();

    /**
     * The smallest guest that runs, with a fresh id and name on each call. It needs neither huge pages nor devices, names
     * no console file, and need not finish booting. Tests run up to four at once.
     */
    InstanceSpec tiny();

    /** With CONSOLE_LOG: a guest that prints, fresh on each call. The kit adds the file. */
    default InstanceSpec printing() {
        return tiny();
    }

    /** With CONSOLE_LOG: a text that {@link #printing()} prints within {@link #patience()}. */
    default String printed() {
        throw new IllegalStateException("a driver with CONSOLE_LOG must override printed()");
    }

    /** With RESCUE: a disk named {@code rescue} to start a guest from; with CONSOLE_LOG it prints {@link #printed()}. */
    default Disk rescueDisk() {
        throw new IllegalStateException("a driver with RESCUE must override rescueDisk()");
    }

    /** With NETWORK: something that a port can be plugged into. */
    default NicBackend plug() {
        throw new IllegalStateException("a driver with NETWORK must override plug()");
    }

    /** With MIGRATE: what a driver of another host is opened with. The kit looks for its processes in {@link #config()}. */
    default DriverConfig elsewhere() {
        throw new IllegalStateException("a driver with MIGRATE must override elsewhere()");
    }

    /** With MIGRATE: the way from the host of {@link #config()} to that of {@link #elsewhere()}. */
    default Passage passage() {
        throw new IllegalStateException("a driver with MIGRATE must override passage()");
    }

    /** Where console files are made; the hypervisor must be able to write there. */
    default Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Ends a guest's process behind the driver's back, as kill -9 does. */
    default void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The longest time that a single thing may take: an event to arrive, a guest to print, a power-off to end. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** The grace for guests that do not react to the request to power down. */
    default Duration grace() {
        return Duration.ofSeconds(1);
    }
}
