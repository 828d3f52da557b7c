package io.bedplate.cli;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;

import io.bedplate.agent.HostView;
import io.bedplate.agent.config.AgentConfig;
import io.bedplate.agent.metrics.EventCounts;
import io.bedplate.agent.metrics.HypervisorReader;
import io.bedplate.agent.metrics.MetricsRenderer;
import io.bedplate.agent.metrics.MetricsServer;
import io.bedplate.agent.metrics.Scraper;
import io.bedplate.agent.metrics.TextFormat;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.VirtDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bedplate metrics}: what guests, host and hypervisor do, for Prometheus. */
@Command(name = "metrics", mixinStandardHelpOptions = true, description = {
        "Serves metrics of the host and of its instances at /metrics until it is ended (root).",
        "Exit status 3 with --once when the hypervisor does not answer in time."})
final class MetricsCommand implements Callable<Integer> {
    /** Less than the ten seconds that Prometheus waits. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AgentOptions options = new AgentOptions();

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9177", description = "Where to serve; default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Option(names = "--once", description = "Print the metrics of now instead.")
    private boolean once;

    @Override
    public Integer call() {
        if (once) {
            return with(this::print);
        }
        var address = ListenAddress.parse(listen);
        try (var end = UntilEnded.begin()) {
            return with(scraper -> serve(scraper, address, end));
        }
    }

    private int with(ToIntFunction<Scraper> work) {
        var config = options.config();
        var events = new EventCounts();
        try (var hypervisor = Hypervisor.open(config); var _ = hypervisor.driver().onEvent(events)) {
            return work.applyAsInt(scraper(config, hypervisor.driver(), events));
        }
    }

    // Other processes watch and are given orders; what they count is theirs to tell.
    private static Scraper scraper(AgentConfig config, VirtDriver driver, EventCounts events) {
        var claims = new ClaimsOnDisk(config.journalFolder());
        var known = new Scraper.Agent(Bedplate.VERSION, Optional.empty(), List::of,
                () -> driver.statistics().map(Statistics::calls).orElse(List.of()), events);
        return new Scraper(known, new HypervisorReader(driver,
                () -> HostView.of(driver.host(), config.host(), claims.now()), HostFiles.real()), LIMIT);
    }

    private int print(Scraper scraper) {
        var snapshot = scraper.scrape();
        var out = spec.commandLine().getOut();
        out.print(MetricsRenderer.render(snapshot, TextFormat.PROMETHEUS));
        out.flush();
        return snapshot.now().isPresent() ? ExitStatus.ANSWERED : ExitStatus.NO;
    }

    private int serve(Scraper scraper, InetSocketAddress address, UntilEnded end) {
        try (var server = MetricsServer.start(scraper, address)) {
            spec.commandLine().getOut().println("metrics at " + server.uri());
            spec.commandLine().getOut().flush();
            end.await();
            return ExitStatus.ANSWERED;
        } catch (UncheckedIOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
