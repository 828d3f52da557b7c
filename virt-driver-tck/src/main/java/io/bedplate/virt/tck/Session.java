package io.bedplate.virt.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.Capability;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

/** One test's driver, and the memory of what must be gone after it. */
final class Session implements AutoCloseable {
    private static final String ALLOWED = "Cpus_allowed_list:";

    static final int DISK_BYTES = 1 << 20;

    private final DriverUnderTest subject;
    private final DriverConfig config;
    private final List<VirtDriver> drivers = new ArrayList<>();
    private Optional<VirtDriver> elsewhere = Optional.empty();
    private final Set<InstanceId> ids = new LinkedHashSet<>();
    private final Set<Long> pids = new LinkedHashSet<>();
    private final List<Path> files = new ArrayList<>();

    Session(DriverUnderTest subject) {
        this.subject = subject;
        config = subject.config();
        open();
    }

    /** The driver that every test has. */
    VirtDriver driver() {
        return drivers.getFirst();
    }

    /** One more driver on the same hypervisor. */
    VirtDriver open() {
        var driver = subject.provider().open(config);
        drivers.add(driver);
        return driver;
    }

    /** A driver of the other host that guests can go to; what is there of the test's guests is destroyed after it. */
    VirtDriver elsewhere() {
        if (elsewhere.isEmpty()) {
            elsewhere = Optional.of(subject.provider().open(subject.elsewhere()));
        }
        return elsewhere.get();
    }

    boolean can(Capability capability) {
        return driver().capabilities().contains(capability);
    }

    /** A specification whose guest, should it ever exist, is destroyed after the test. */
    InstanceSpec tiny() {
        return remember(subject.tiny());
    }

    /** See {@link #tiny()}; with a console file that is deleted after the test. */
    InstanceSpec withConsole(InstanceSpec spec) {
        remember(spec);
        var file = subject.scratch().resolve("tck-" + spec.id() + ".log");
        files.add(file);
        return Specs.withConsole(spec, file);
    }

    /** An empty raw disk of 1 MiB, whose file is deleted after the test. */
    Attachment.OfDisk disk(String id) {
        var file = subject.scratch().resolve("tck-%s-%s.img".formatted(id, UUID.randomUUID()));
        files.add(file);
        write(file, new byte[DISK_BYTES]);
        return new Attachment.OfDisk(Disk.file(new DeviceId(id), file, Disk.Format.RAW));
    }

    InstanceSpec remember(InstanceSpec spec) {
        ids.add(spec.id());
        return spec;
    }

    /** A running tiny guest. */
    InstanceSpec spawned() {
        var spec = tiny();
        driver().spawn(spec, LaunchGate.OPEN);
        guest(spec);
        return spec;
    }

    /** A tiny guest with one raw disk named {@code data}, which begins with the text; the file is deleted afterwards. */
    InstanceSpec withDisk(String text) {
        var file = subject.scratch().resolve("tck-" + UUID.randomUUID() + ".img");
        files.add(file);
        write(file, Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), DISK_BYTES));
        return remember(tiny().equipped(List.of(Disk.file(new DeviceId("data"), file, Disk.Format.RAW)), List.of()));
    }

    /** The same guest with the channel to an agent that it does not have. */
    InstanceSpec withAgentChannel(InstanceSpec spec) {
        var had = spec.hardware().peripherals();
        return remember(spec.on(spec.hardware().with(new Peripherals(had.consoles(), had.video(), true, had.watchdog(),
                had.tpm(), had.entropy(), had.vsockCid()))));
    }

    /** A raw image of 1 MiB that begins with the text; the file is deleted after the test. */
    Image image(String text) {
        return image(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), DISK_BYTES), "raw");
    }

    /** An image of those bytes. */
    Image image(byte[] content, String format) {
        var file = target(".image");
        write(file, content);
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(content);
        return new Image(file, format, Checksum.of(Checksum.Algorithm.SHA256, digest));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is deleted after the test, should it ever be there. */
    Path target(String suffix) {
        var file = subject.scratch().resolve("tck-" + UUID.randomUUID() + suffix);
        files.add(file);
        return file;
    }

    /** A running guest that has said its text, where the driver keeps files. */
    Booted booted() {
        if (!can(Capability.CONSOLE_LOG)) {
            return new Booted(spawned(), Optional.empty());
        }
        var spec = withConsole(subject.printing());
        var console = new Console(spec.consoleLog().orElseThrow(), subject.printed());
        driver().spawn(spec, LaunchGate.OPEN);
        guest(spec);
        poll().until("the guest's first boot", console::boots, boots -> boots == 1);
        return new Booted(spec, Optional.of(console));
    }

    /** A guest and, with CONSOLE_LOG, what it says. */
    record Booted(InstanceSpec spec, Optional<Console> console) {}

    /** A tiny guest that ran and was powered off. */
    InstanceSpec stopped() {
        var spec = spawned();
        driver().stop(spec.id(), Duration.ZERO);
        return spec;
    }

    /** The guest, which must be known. */
    Guest guest(InstanceSpec spec) {
        var guest = driver().guest(spec.id()).orElseThrow(
                () -> new AssertionError("guest %s (%s) is unknown".formatted(spec.name(), spec.id())));
        guest.pid().ifPresent(pids::add);
        return guest;
    }

    GuestState state(InstanceSpec spec) {
        return guest(spec).state();
    }

    /** The pCPUs that some thread of the guest's process has for its only one, as the kernel has it. */
    Set<Integer> pinned(InstanceSpec spec) {
        var tasks = "proc/%d/task".formatted(guest(spec).pid().orElseThrow());
        var pinned = new TreeSet<Integer>();
        for (var tid : config.files().list(tasks)) {
            config.files().read(tasks + "/" + tid + "/status").map(Session::allowed).filter(cpus -> cpus.size() == 1)
                    .ifPresent(cpus -> pinned.add(cpus.first()));
        }
        return pinned;
    }

    private static CpuSet allowed(String status) {
        return status.lines().filter(line -> line.startsWith(ALLOWED)).findFirst()
                .map(line -> CpuSet.parse(line.substring(ALLOWED.length()).strip())).orElse(CpuSet.empty());
    }

    boolean isAlive(long pid) {
        return config.files().exists("proc/" + pid);
    }

    /** The process has ended or is about to. */
    void assertGone(OptionalLong pid) {
        poll().until("end of process " + pid, () -> pid.isPresent() && isAlive(pid.getAsLong()), alive -> !alive);
    }

    Poll poll() {
        return new Poll(subject.patience());
    }

    @Override
    public void close() {
        try {
            elsewhere.ifPresent(driver -> ids.forEach(id -> destroy(driver, id)));
            ids.forEach(this::destroy);
        } finally {
            elsewhere.ifPresent(VirtDriver::close);
            drivers.forEach(VirtDriver::close);
            pids.stream().filter(this::isAlive).forEach(subject::kill);
            files.forEach(Session::delete);
        }
    }

    private void destroy(InstanceId id) {
        try {
            destroy(driver(), id);
        } catch (VirtDriverException e) {
            if (e.kind() != VirtDriverException.Kind.UNAVAILABLE) {
                throw e;
            }
            // The test closed its driver.
            destroy(open(), id);
        }
    }

    private static void destroy(VirtDriver driver, InstanceId id) {
        driver.destroy(id);
        driver.diskMaking().ifPresent(disks -> disks.keep(id, List.of()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
