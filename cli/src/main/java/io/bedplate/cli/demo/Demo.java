package io.bedplate.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.bedplate.agent.Agent;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.SpawnResult;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.agent.config.AgentConfig;
import io.bedplate.agent.config.AgentConfigFile;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.cli.Hypervisor;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.daemon.PrivateLibvirtd;
import io.bedplate.probe.HostProbe;

/** Boots one guest on a private libvirtd, proves where it runs, and leaves the host as it was. */
final class Demo {
    /** Emulated guests boot in seconds; a machine under load may take many times that. */
    private static final Duration LONGEST_BOOT = Duration.ofMinutes(3);

    private final DemoFolder folder;
    private final Path images;
    private final HostFiles files;
    private final Consumer<String> progress;

    /**
     * A demo.
     *
     * @param images   folder with the guest's vmlinuz and initrd.gz
     * @param progress told of each step as it begins
     */
    Demo(DemoFolder folder, Path images, HostFiles files, Consumer<String> progress) {
        this.folder = folder;
        this.images = images;
        this.files = files;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param keep leave the guest running
     * @throws DemoException when something is missing; the host is as it was then
     */
    DemoReport run(boolean keep) {
        PrivateLibvirtd.missing().ifPresent(missing -> {
            throw new DemoException(missing, "start the demo as ./bedplate demo, which installs what it needs");
        });
        refuseForeignFolder();
        clearLeftovers();
        var cleanUp = new CleanUp();
        var interrupted = new Thread(cleanUp::close, "demo-clean-up");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (cleanUp) {
            var report = run(cleanUp, keep);
            if (keep) {
                folder.markKept();
                cleanUp.cancel();
            }
            return report;
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
    }

    private DemoReport run(CleanUp cleanUp, boolean keep) {
        var order = DemoGuest.order(images, folder.consoleLog());
        var host = HostProbe.readThisHost();
        cleanUp.defer(folder::remove);
        folder.make(folder.configText(cache(), cpuSets(DemoGuest.hostConfig(host))));
        borrowPages(PageLoan.needed(files, host, host.cells().getFirst().id(), DemoGuest.PAGE_SIZE, DemoGuest.pages()),
                cleanUp);
        var config = config();
        progress.accept("starting a private libvirtd");
        var hypervisor = Hypervisor.open(config);
        cleanUp.defer(hypervisor::end);
        var report = show(agent(config, hypervisor), order, config.host(), keep);
        if (keep) {
            hypervisor.close();
        }
        return report;
    }

    /** Beside the guest's images, for the next run to find; libvirt's sockets and paths take plain names only. */
    private Path cache() {
        var shared = images.resolveSibling("libvirt-cache");
        return DemoFolder.isPlain(shared) ? shared : folder.libvirtRoot().resolve("cache");
    }

    private AgentConfig config() {
        return AgentConfigFile.read(folder.agentConfig(), folder.stateDir());
    }

    private static String cpuSets(HostConfig config) {
        return config.dedicatedCpus().map(cpus -> "cpu_dedicated_set = %s\n".formatted(cpus)).orElse("")
                + config.sharedCpus().map(cpus -> "cpu_shared_set = %s\n".formatted(cpus)).orElse("");
    }

    private Agent agent(AgentConfig config, Hypervisor hypervisor) {
        return new Agent(hypervisor.driver(), files, new FileJournal(config.journalFolder()), config.host(),
                InstantSource.system());
    }

    private void borrowPages(PageLoan loan, CleanUp cleanUp) {
        progress.accept("reserving %d pages of %s".formatted(loan.pages(), loan.size()));
        // Noted first: a page that is taken but not noted would stay taken after a kill.
        folder.noteLoan(loan);
        loan.take(files);
        cleanUp.defer(() -> loan.giveBack(files));
    }

    private DemoReport show(Agent agent, SpawnRequest order, HostConfig config, boolean keep) {
        progress.accept("planning, claiming and starting the guest");
        var host = agent.host();
        var spawned = spawned(agent.spawn(order));
        long running = System.nanoTime();
        progress.accept("waiting for the guest's own kernel to speak");
        var console = new ConsoleLog(folder.consoleLog());
        String line = console.await(DemoGuest.READY, LONGEST_BOOT).orElseThrow(() -> new DemoException(
                "the guest did not boot within %s; its console's last line: %s".formatted(LONGEST_BOOT,
                        console.lastLine()),
                "try again on a quieter machine"));
        var boot = Duration.ofNanos(System.nanoTime() - running);
        var whileRunning = agent.verify(order.id());
        long ending = System.nanoTime();
        if (!keep) {
            agent.destroy(order.id());
        }
        var end = keep ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - ending);
        return new DemoReport(host, config, spawned.claim().spec().placement(), spawned.evidence(), whileRunning, line,
                spawned.times(), boot, end);
    }

    private static Spawned spawned(SpawnResult result) {
        return switch (result) {
            case Spawned spawned -> spawned;
            case SpawnResult.Rejected(var rejection) -> throw new DemoException(
                    "the guest does not fit: " + rejection.sentence(), "free what is named");
            case SpawnResult.DisksRefused(var refusal) -> throw new DemoException(
                    "the guest's disks cannot be made: " + refusal.sentence(), "free what is named");
        };
    }

    private void refuseForeignFolder() {
        if (!DemoFolder.isPlain(folder.libvirtRoot())) {
            throw new DemoException("%s is too long or holds other signs than A-Z a-z 0-9 . _ / -"
                    .formatted(folder.stateDir()), "choose another folder with --state-dir");
        }
        if (folder.isKept()) {
            throw new DemoException("the guest of an earlier demo --keep is still there",
                    "end it with ./bedplate demo --end");
        }
        if (folder.isSomebodyElses()) {
            throw new DemoException("%s belongs to an agent".formatted(folder.stateDir()),
                    "choose another folder with --state-dir");
        }
    }

    /** What a killed demo has left: its libvirtd and guest have ended with it, its pages and files have not. */
    private void clearLeftovers() {
        folder.loanNoted().ifPresent(loan -> {
            progress.accept("giving back what an interrupted demo had borrowed");
            loan.giveBack(files);
            folder.remove();
        });
    }

    /** Ends the guest that {@code --keep} left; false when there is none. */
    boolean end() {
        if (!folder.isKept()) {
            return false;
        }
        var config = config();
        try (var cleanUp = new CleanUp()) {
            cleanUp.defer(folder::remove);
            folder.loanNoted().ifPresent(loan -> cleanUp.defer(() -> loan.giveBack(files)));
            progress.accept("ending the guest");
            var hypervisor = Hypervisor.open(config);
            cleanUp.defer(hypervisor::end);
            var agent = agent(config, hypervisor);
            agent.recover();
            agent.destroy(DemoGuest.ID);
        }
        return true;
    }

    /** For the report: which CPUs a pin set names, or a dash. */
    static String listed(CpuSet cpus) {
        return cpus.isEmpty() ? "-" : cpus.toString();
    }
}
