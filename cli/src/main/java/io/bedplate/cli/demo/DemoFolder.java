package io.bedplate.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.bedplate.cli.Hypervisor;

/**
 * What the demo leaves on disk while its guest lives. A later run finds there what an earlier one has borrowed, also
 * when that one was killed.
 *
 * @param stateDir the agent's state folder
 */
record DemoFolder(Path stateDir) {

    /** Whether a private libvirtd can live there. */
    static boolean isPlain(Path path) {
        return path.toString().matches("[A-Za-z0-9._/-]{2,80}");
    }

    Path libvirtRoot() {
        return stateDir.resolve("libvirt");
    }

    Path consoleLog() {
        return stateDir.resolve("demo-console.log");
    }

    Path agentConfig() {
        return stateDir.resolve("agent.properties");
    }

    /** The pages borrowed, one {@link PageLoan} as text. */
    private Path loan() {
        return stateDir.resolve("demo-pages");
    }

    /** There from {@code --keep} until {@code --end}. */
    private Path keptMark() {
        return stateDir.resolve("demo-kept");
    }

    boolean isKept() {
        return Files.exists(keptMark());
    }

    void markKept() {
        write(keptMark(), "");
    }

    void make(String agentConfig) {
        try {
            Files.createDirectories(stateDir);
        } catch (IOException e) {
            throw new DemoException("the folder %s cannot be made: %s".formatted(stateDir, e.getMessage()),
                    "choose another with --state-dir");
        }
        write(agentConfig(), agentConfig);
    }

    void noteLoan(PageLoan loan) {
        write(loan(), loan.text());
    }

    Optional<PageLoan> loanNoted() {
        try {
            return Optional.of(Files.readString(loan())).map(PageLoan::parse);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new DemoException("%s cannot be written: %s".formatted(file, e.getMessage()),
                    "make room there or choose another folder with --state-dir");
        }
    }

    /** Whether an agent that is not the demo's has claims here. */
    boolean isSomebodyElses() {
        return Files.exists(stateDir.resolve("claims")) && !Files.exists(loan()) && !Files.exists(keptMark());
    }

    /** Removes all that is the demo's; the state folder itself when nothing else is in it. */
    void remove() {
        var ours = List.of(loan(), keptMark(), agentConfig(), consoleLog(), stateDir.resolve("claims"), libvirtRoot());
        try {
            for (var path : ours) {
                removeTree(path);
            }
            if (Files.isDirectory(stateDir) && isEmpty(stateDir)) {
                Files.delete(stateDir);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void removeTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var tree = Files.walk(path)) {
            for (var file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The configuration with which {@code verify} finds the guest that {@code --keep} leaves. */
    String configText(Path cache, String host) {
        return "driver = libvirt\nlibvirt.%s = %s\nlibvirt.%s = %s\n%s".formatted(Hypervisor.PRIVATE_ROOT,
                libvirtRoot(), Hypervisor.PRIVATE_CACHE, cache, host);
    }
}
