package io.bedplate.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.bedplate.agent.Agent;
import io.bedplate.agent.DiskSizes;
import io.bedplate.agent.GuestWishes;
import io.bedplate.agent.Journal;
import io.bedplate.agent.Neighbours;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.StorageRequest;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.LibvirtDriverProvider;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.libvirt.daemon.PrivateLibvirtd.Network;
import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** This machine with a private libvirtd and a journal. Its guests have no disk and sit in their firmware for ever. */
final class RealHost implements AutoCloseable {
    private static final HostFiles FILES = HostFiles.real();
    // libvirt asks QEMU only once what it can do.
    private static final Path CACHE = Path.of("target", "libvirt-cache");
    private static final String RUN = UUID.randomUUID().toString();
    private static final String POOL = "sys/kernel/mm/hugepages/hugepages-2048kB/";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long INTERVAL_NANOS = 20_000_000;

    /** Floating vCPUs per pCPU: these guests do nothing. */
    private static final double OVERCOMMITTED = 200;

    private final Path root;
    private final PrivateLibvirtd daemon;
    private final long pagesBefore;

    private RealHost(Path root, PrivateLibvirtd daemon, long pagesBefore) {
        this.root = root;
        this.daemon = daemon;
        this.pagesBefore = pagesBefore;
    }

    /**
     * Starts libvirtd; skips the test, with the reason, where there is none.
     *
     * @param pages of 2 MiB to be free for guests
     */
    static RealHost start(long pages) {
        return start(pages, Network.HOST);
    }

    /** In that network; else as {@link #start(long)}. */
    static RealHost start(long pages, Network network) {
        PrivateLibvirtd.missing().ifPresent(missing -> assumeTrue(false, missing));
        long before = number("nr_hugepages");
        FILES.write(POOL + "nr_hugepages", Long.toString(before + pages));
        if (number("nr_hugepages") < before + pages) {
            FILES.write(POOL + "nr_hugepages", Long.toString(before));
            assumeTrue(false, "the kernel did not find %d free pages of 2 MiB".formatted(pages));
        }
        try {
            var root = Files.createTempDirectory("bpl");
            return new RealHost(root, PrivateLibvirtd.start(root.resolve("d"), CACHE, network), before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String counter) {
        return FILES.readNumber(POOL + counter).orElse(0);
    }

    /** Whoever else makes the pool larger or smaller does not change it. */
    static long pagesInUse() {
        return number("nr_hugepages") - number("free_hugepages");
    }

    /** The same in this run, and another one in every other: a process is known by it on the whole machine. */
    static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes((RUN + name).getBytes(StandardCharsets.UTF_8)));
    }

    /** One vCPU and so much memory, as the extra specs say. */
    static SpawnRequest order(String name, long memoryMib, Map<String, String> specs) {
        var input = new RequestInput(new Flavor(1, memoryMib, ExtraSpecs.of(specs)), ImageProperties.of(Map.of()),
                List.of(), Collections.emptySortedSet(), false, OVERCOMMITTED, 1);
        var request = ((RequestResult.Valid) NfvRequests.read(input)).request();
        return new SpawnRequest(id(name), name, request, new Boot.FirstDisk(), List.of(), Optional.empty());
    }

    /** A root disk from {@link #image()}, and swap. */
    StorageRequest storage() {
        var wishes = GuestWishes.of(new Flavor(1, 64, ExtraSpecs.of(Map.of())), ImageProperties.of(Map.of()));
        return StorageRequest.of(image(), new DiskSizes(0, 0, 1), Map.of(), wishes);
    }

    /** Of 1 MiB. */
    Image image() {
        var content = new byte[1 << 20];
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(content);
        try {
            return new Image(Files.write(root.resolve("image"), content), "raw",
                    Checksum.of(Checksum.Algorithm.SHA256, digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VirtDriver open() {
        return VirtDrivers.open("libvirt", config());
    }

    /** With its calls of libvirt watched. */
    VirtDriver open(CallWatch watch) {
        return new LibvirtDriverProvider(watch).open(config());
    }

    private DriverConfig config() {
        var namespace = daemon.view().resolveSibling("ns").resolve("net").toString();
        var settings = Map.of("uri", daemon.uri(), "domain_type", "qemu", "netns", namespace, "images",
                root.resolve("images").toString(), "instances", root.resolve("instances").toString());
        return new DriverConfig(new TreeMap<>(settings), HostFiles.seenAt(daemon.view()), InstantSource.system());
    }

    /** For tests' own files. */
    Path folder() {
        return root;
    }

    /** Network devices that libvirtd sees. */
    List<String> networkDevices() {
        return HostFiles.seenAt(daemon.view()).list("sys/class/net");
    }

    /** In a network of its own. */
    void addBridge(String name) {
        try {
            var made = new ProcessBuilder(daemon.inside("sh", "-c",
                    "ip link add %s type bridge && ip link set %s up".formatted(name, name))).inheritIO().start();
            assertThat(made.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Journal journal() {
        return new FileJournal(claims());
    }

    private Path claims() {
        return root.resolve("claims");
    }

    Agent agent(VirtDriver driver, Journal journal) {
        return new Agent(driver, FILES, journal, HostConfig.NONE, InstantSource.system());
    }

    /** One that knows others. */
    Agent agent(VirtDriver driver, Journal journal, Neighbours neighbours) {
        return new Agent(driver, FILES, journal, HostConfig.NONE, InstantSource.system(), neighbours);
    }

    /** The way to this host from another libvirtd of this machine. */
    Passage passage() {
        return new Passage(daemon.uriForPeers(), Optional.of("tcp://127.0.0.1"));
    }

    /** The private libvirtd. */
    PrivateLibvirtd daemon() {
        return daemon;
    }

    /** Ends libvirtd as kill -9 does. */
    void killLibvirtd() {
        ProcessHandle.of(daemon.pid()).ifPresent(ProcessHandle::destroyForcibly);
        daemon.down();
    }

    void startLibvirtd() {
        daemon.up();
    }

    /** The guest's QEMU, from its command line. */
    static OptionalLong process(String name) {
        var uuid = "-uuid\0" + id(name) + "\0";
        return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid)
                .filter(pid -> FILES.read("proc/" + pid + "/cmdline").orElse("").contains(uuid)).findFirst();
    }

    static void killQemu(String name) {
        process(name).ifPresent(pid -> {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            await("QEMU to end", () -> process(name).isEmpty());
        });
    }

    static void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** Files of that guest among libvirt's and ours, but for logs, which stay. */
    List<Path> filesOf(String name) {
        try (var files = Files.walk(root)) {
            return files.filter(file -> !file.startsWith(root.resolve("d/log")))
                    .filter(file -> file.getFileName().toString().contains(name)
                            || file.getFileName().toString().contains(id(name).toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteBaseImages() throws IOException {
        var images = root.resolve("images");
        if (Files.exists(images)) {
            try (var files = Files.list(images)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(images);
        }
    }

    @Override
    public void close() {
        daemon.close();
        FILES.write(POOL + "nr_hugepages", Long.toString(pagesBefore));
        try {
            Files.deleteIfExists(claims());
            Files.deleteIfExists(root.resolve("image"));
            Files.deleteIfExists(root.resolve("instances"));
            deleteBaseImages();
            Files.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
