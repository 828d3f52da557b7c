package io.bedplate.libvirt.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.bedplate.host.PageSize;

/**
 * A libvirtd of one's own on this machine: own folders below one root folder, own mount namespace, own hugetlbfs, no
 * system service. It needs root. The system's libvirtd and its guests are not touched.
 *
 * <p>
 * It ends with its owner: {@link #close()}, or the end of this JVM in whatever way, ends libvirtd and its guests.
 * {@link #leave()} lets the guests go on; a new private libvirtd on the same root folder finds them.
 */
public final class PrivateLibvirtd implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final PrivateFolders folders;
    private final Process process;
    private final Writer orders;
    /** Guarded by this. */
    private boolean ended;

    /** The network that libvirtd and its guests see. */
    public enum Network {
        /** This machine's. */
        HOST,
        /**
         * One of its own (network_namespaces(7)) with a loopback device and nothing else: bridges made in it, filters and
         * Open vSwitch's socket are not the machine's. {@link #inside} leads there.
         */
        OWN
    }

    private PrivateLibvirtd(PrivateFolders folders, Process process) {
        this.folders = folders;
        this.process = process;
        orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Why none can be started here: the first thing that is missing. */
    public static Optional<String> missing() {
        return Prerequisites.missing();
    }

    /**
     * Starts it with a cache of its own: the first guest takes some seconds longer, since libvirt asks QEMU what it can
     * do. Else as {@link #start(Path, Path)}.
     */
    public static PrivateLibvirtd start(Path root) {
        return start(root, root.resolve("cache"));
    }

    /**
     * Starts it and returns when it listens.
     *
     * @param root  folder of this libvirtd alone, made if absent; its path holds only letters, digits and
     *              {@code ._/-}, and is at most 80 characters long, for sockets lie below it
     * @param cache folder where libvirt keeps what it learnt of QEMU; made if absent, may be shared
     * @throws IllegalArgumentException if a path is none of these
     * @throws UncheckedIOException     if it does not come up, with its last words
     */
    public static PrivateLibvirtd start(Path root, Path cache) {
        return start(root, cache, Network.HOST);
    }

    /** Starts it in that network; else as {@link #start(Path, Path)}. */
    public static PrivateLibvirtd start(Path root, Path cache, Network network) {
        var folders = PrivateFolders.of(root, cache);
        try {
            folders.make();
            var process = switch (network) {
                case HOST -> run(folders, "serve", "setsid", "unshare", "--mount");
                case OWN -> run(folders, "serve-apart", "setsid", "unshare", "--mount", "--net");
            };
            var daemon = new PrivateLibvirtd(folders, process);
            daemon.awaitListening();
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process run(PrivateFolders folders, String mode, String... before) throws IOException {
        var command = new ArrayList<>(List.of(before));
        command.addAll(List.of("sh", "-c", script(), "private-libvirtd", folders.root().toString(),
                folders.cache().toString(), pageSizes(folders), mode));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folders.said().toFile())).start();
    }

    private static String script() throws IOException {
        try (InputStream in = PrivateLibvirtd.class.getResourceAsStream("private-libvirtd.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String pageSizes(PrivateFolders folders) {
        return folders.pageSizes().stream().map(PageSize::kib).map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Where this libvirtd answers. */
    public String uri() {
        return "qemu:///system?socket=" + folders.socket();
    }

    /** Where it answers another libvirtd of this machine, for guests that are to come. */
    public String uriForPeers() {
        return "qemu+unix:///system?socket=" + folders.socket();
    }

    /** The command that runs {@code command} among libvirtd's own files and in its network. */
    public List<String> inside(String... command) {
        var whole = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process.pid()), "--mount", "--net"));
        whole.addAll(List.of(command));
        return List.copyOf(whole);
    }

    /** The root folder of all that libvirtd sees, with the {@code /sys} of its network. */
    public Path view() {
        return Path.of("/proc", Long.toString(process.pid()), "root");
    }

    /** With a network of its own: the folder that libvirtd sees as {@code /run/openvswitch}. */
    public Path openVswitchFolder() {
        return folders.openVswitch();
    }

    /** The process of libvirtd itself. */
    public long pid() {
        try {
            return Long.parseLong(Files.readString(folders.pidFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends libvirtd alone; guests run on, and {@link #up()} starts it again. */
    public void down() {
        var libvirtd = ProcessHandle.of(pid());
        order("down");
        await("libvirtd to end", () -> libvirtd.filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Starts libvirtd again. */
    public void up() {
        order("up");
        awaitListening();
    }

    private void order(String order) {
        try {
            write(order);
        } catch (IOException e) {
            throw new UncheckedIOException("the private libvirtd takes no orders: " + lastWords(), e);
        }
    }

    private void write(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    /** A script that takes no more orders is about to end, or has been killed: its exit code tells. */
    private void tryOrder(String order) {
        try {
            write(order);
        } catch (IOException _) {
            process.destroyForcibly();
        }
    }

    private void awaitListening() {
        try {
            await("libvirtd to listen", this::listens);
        } catch (UncheckedIOException e) {
            close();
            throw e;
        }
    }

    private boolean listens() {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(folders.socket()));
        } catch (IOException _) {
            return false;
        }
    }

    private void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new UncheckedIOException(
                        new IOException("waited in vain for %s: %s".formatted(what, lastWords())));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for libvirtd"));
        }
    }

    private String lastWords() {
        try {
            return Files.readString(folders.said()).lines().reduce((_, last) -> last).orElse("it said nothing");
        } catch (IOException e) {
            return "its words cannot be read: " + e.getMessage();
        }
    }

    /** Ends libvirtd and leaves its guests running, with the folders that they need; {@link #close()} does no more. */
    public void leave() {
        end("keep");
    }

    /** Ends libvirtd and its guests, and removes its folders. Closing twice is fine. */
    @Override
    public void close() {
        if (end("end")) {
            folders.remove();
        }
    }

    private synchronized boolean end(String order) {
        if (ended) {
            return false;
        }
        ended = true;
        try {
            if (process.isAlive()) {
                tryOrder(order);
                await(process);
            }
            // Whoever killed the script has left us libvirtd and the guests.
            if (process.exitValue() != 0) {
                await(run(folders, "sweep"));
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            // The script goes on and ends everything all the same.
            return false;
        }
    }

    private static void await(Process process) throws InterruptedException {
        if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
