package io.bedplate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Destination;
import io.bedplate.agent.Neighbours;
import io.bedplate.agent.Origin;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.HostConfig;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDrivers;

/** One of two hosts between which a guest goes to and fro: a private libvirtd, a journal and an agent. */
final class TravelSide implements Neighbours, AutoCloseable {
    private final String name;
    private final Path folder;
    private final Function<String, TravelSide> others;
    private final PrivateLibvirtd daemon;
    final VirtDriver driver;
    final Agent agent;

    TravelSide(String name, Path root, Function<String, TravelSide> others) {
        this.name = name;
        this.others = others;
        folder = root.resolve(name);
        daemon = PrivateLibvirtd.start(folder.resolve("d"), root.resolve("cache"));
        driver = VirtDrivers.open("libvirt",
                new DriverConfig(
                        new TreeMap<>(Map.of("uri", daemon.uri(), "instances", folder.resolve("i").toString())),
                        HostFiles.seenAt(daemon.view()), InstantSource.system()));
        agent = new Agent(driver, HostFiles.real(), new FileJournal(claims()), HostConfig.NONE,
                InstantSource.system(), this);
    }

    private Path claims() {
        return folder.resolve("claims");
    }

    /** The file of the guest's console here. */
    Path console() {
        return folder.resolve("console");
    }

    Passage passage() {
        return new Passage(daemon.uriForPeers(), Optional.of("tcp://127.0.0.1"));
    }

    @Override
    public String self() {
        return name;
    }

    @Override
    public Optional<Destination> destination(String host) {
        return Optional.of(others.apply(host).agent.arrivals());
    }

    @Override
    public Optional<Origin> origin(String host) {
        return Optional.of(others.apply(host).agent.departures());
    }

    @Override
    public void close() {
        driver.close();
        daemon.close();
        try {
            Files.deleteIfExists(console());
            if (Files.exists(claims())) {
                try (var claims = Files.list(claims())) {
                    for (var claim : claims.toList()) {
                        Files.delete(claim);
                    }
                }
                Files.delete(claims());
            }
            Files.deleteIfExists(folder.resolve("i"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
