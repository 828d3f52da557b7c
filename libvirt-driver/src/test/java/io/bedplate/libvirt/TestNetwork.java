package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** A test host with a network of its own, and the way into it. The machine's network is neither seen nor touched. */
final class TestNetwork implements AutoCloseable {
    private final TestHost host;
    private final List<AutoCloseable> inIt = new ArrayList<>();

    private TestNetwork(TestHost host) {
        this.host = host;
    }

    /** Skips the test as {@link TestHost#start()} does. */
    static TestNetwork start() {
        return new TestNetwork(TestHost.start(PrivateLibvirtd.Network.OWN));
    }

    TestHost host() {
        return host;
    }

    HostFiles files() {
        return HostFiles.seenAt(host.daemon().view());
    }

    VirtDriver open() {
        return new LibvirtDriverProvider().open(config());
    }

    DriverConfig config() {
        var namespace = host.daemon().view().resolveSibling("ns").resolve("net").toString();
        var settings = new TreeMap<>(host.config().settings());
        settings.putAll(Map.of("netns", namespace, "ovsdb", database()));
        return new DriverConfig(settings, files(), InstantSource.system());
    }

    String database() {
        return "unix:" + host.daemon().openVswitchFolder().resolve("db.sock");
    }

    /** Runs a command in it that must succeed, and returns what it says. */
    String run(String command) {
        var said = new StringBuilder();
        int status = status(command, said);
        assertThat(status).as("%s: %s", command, said).isZero();
        return said.toString();
    }

    /** Whether a command in it succeeds. */
    boolean succeeds(String command) {
        return status(command, new StringBuilder()) == 0;
    }

    private int status(String command, StringBuilder said) {
        try {
            var process = new ProcessBuilder(host.daemon().inside("sh", "-c", command)).redirectErrorStream(true)
                    .start();
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + command, e);
        }
    }

    /** Runs a command in it until the caller ends it. */
    Process hold(String command) {
        try {
            return new ProcessBuilder(host.daemon().inside("sh", "-c", command)).inheritIO().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command in it until it is closed, or this JVM ends: the command must end with its standard input. */
    void serve(String command) {
        try {
            var process = new ProcessBuilder(host.daemon().inside("sh", "-c", command)).redirectErrorStream(true)
                    .redirectOutput(host.daemon().openVswitchFolder().resolve("served").toFile()).start();
            inIt.add(() -> {
                process.getOutputStream().close();
                process.waitFor();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes that after whatever is served from now on, and before the network. */
    void keep(AutoCloseable needed) {
        inIt.add(needed);
    }

    /** A Linux bridge with that address, such as {@code 10.0.0.1/24}. */
    void bridge(String name, String... addresses) {
        run("ip link add %s type bridge mcast_snooping 0 && ip link set %s up".formatted(name, name));
        for (var address : addresses) {
            run("ip address add %s dev %s nodad".formatted(address, name));
        }
    }

    /** The network devices in it. */
    List<String> devices() {
        return files().list("sys/class/net");
    }

    @Override
    public void close() {
        for (var one : inIt.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        host.close();
    }
}
