package io.bedplate.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.bedplate.agent.chain.EvidenceChain;
import io.bedplate.agent.watch.Finding;
import io.bedplate.agent.watch.PlacementWatch;
import io.bedplate.agent.watch.WatchPolicy;
import io.bedplate.virt.VirtDriverException;

/**
 * {@code bedplate verify --watch}. Orders are another process's, so what claims there are is read anew before each round.
 */
final class VerifyWatch {
    private final AgentOptions options;
    private final OutputFormat format;
    private final PrintWriter out;
    private final EvidenceChain chain;

    VerifyWatch(AgentOptions options, OutputFormat format, PrintWriter out) {
        this.options = options;
        this.format = format;
        this.out = out;
        this.chain = new EvidenceChain(options.stateDir().resolve(EvidenceChain.NAME));
    }

    /** Until this thread is interrupted. */
    int run(Duration interval) {
        var config = options.config();
        try (var hypervisor = Hypervisor.open(config);
                var executor = Executors.newSingleThreadScheduledExecutor()) {
            var agent = AgentOptions.agent(config, hypervisor.driver());
            try (var watch = new PlacementWatch(agent, WatchPolicy.every(interval), executor,
                    InstantSource.system())) {
                watch.onFinding(this::print);
                while (true) {
                    agent.readClaims();
                    round(watch);
                    TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                }
            } catch (InterruptedException _) {
                executor.shutdownNow();
                return ExitStatus.ANSWERED;
            }
        }
    }

    /** A hypervisor that restarts is asked again in the next round. */
    private void round(PlacementWatch watch) {
        try {
            watch.round();
        } catch (VirtDriverException e) {
            out.println(FindingText.unavailable(e, format));
            out.flush();
        }
    }

    private void print(Finding finding) {
        switch (finding) {
            case Finding.InForce(_, var evidence) -> chain.append(evidence);
            case Finding.DriftBegan(_, var evidence) -> chain.append(evidence);
            case Finding.DriftChanged(_, _, var evidence) -> chain.append(evidence);
            case Finding.DriftEnded(_, _, var evidence) -> chain.append(evidence);
            case Finding.DriftMoot _,Finding.NotRepaired _ -> {
            }
        }
        FindingText.lines(finding, format).forEach(out::println);
        out.flush();
    }
}
