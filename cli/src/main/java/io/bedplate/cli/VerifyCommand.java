package io.bedplate.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Claim;
import io.bedplate.agent.proof.Evidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bedplate verify}: claims against the kernel. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Compares what instances claimed with what the kernel has in force (root).",
        "Exit status 3 when something differs."})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AgentOptions options = new AgentOptions();

    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "Name or id; default: all.")
    private @Nullable String instance;

    @Option(names = "--all", description = "Every claim of this host.")
    private boolean all;

    @Option(names = "--chain", description = "Checks the chain of evidence in the state folder, and nothing else.")
    private boolean chain;

    @Option(names = "--watch", paramLabel = "SECONDS", description = {
            "Compares at this interval until it is interrupted, and prints what drifts as it begins, changes and ends.",
            "Who else runs on dedicated pCPUs is seen from the second look on. Evidence is added to the chain."})
    private @Nullable Integer watch;

    @Option(names = "--format", defaultValue = "text", description = "text or json; default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TEXT;

    @Override
    public Integer call() {
        if (all && instance != null) {
            throw new ParameterException(spec.commandLine(), "give an INSTANCE or --all, not both");
        }
        if (chain) {
            return ChainAnswer.print(options.stateDir(), format, spec.commandLine().getOut());
        }
        Integer seconds = watch;
        if (seconds != null) {
            if (seconds < 1 || instance != null) {
                throw new ParameterException(spec.commandLine(), "--watch: at least 1 second, and no INSTANCE");
            }
            return new VerifyWatch(options, format, spec.commandLine().getOut()).run(Duration.ofSeconds(seconds));
        }
        if (options.isUntouched() && instance == null) {
            print(List.of());
            return ExitStatus.ANSWERED;
        }
        var config = options.config();
        try (var hypervisor = Hypervisor.open(config)) {
            var agent = AgentOptions.agent(config, hypervisor.driver());
            agent.readClaims();
            var evidence = chosen(agent).stream().map(claim -> agent.verify(claim.id())).toList();
            print(evidence);
            return evidence.stream().allMatch(Evidence::inForce) ? ExitStatus.ANSWERED : ExitStatus.NO;
        }
    }

    private List<Claim> chosen(Agent agent) {
        String wanted = instance;
        if (wanted == null) {
            return agent.claims();
        }
        var found = agent.claims().stream().filter(claim -> matches(claim, wanted)).toList();
        if (found.isEmpty()) {
            throw new BadInputException(
                    "instance \"%s\": holds no claim on this host; claims are held by: %s".formatted(
                            wanted, agent.claims().stream().map(claim -> claim.spec().name()).toList()));
        }
        return found;
    }

    private static boolean matches(Claim claim, String wanted) {
        return claim.spec().name().equals(wanted) || claim.id().toString().equals(wanted);
    }

    private void print(List<Evidence> evidence) {
        var out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            out.println(EvidenceJson.write(evidence));
        } else if (evidence.isEmpty()) {
            out.println("no claims in " + options.stateDir());
        } else {
            evidence.forEach(one -> EvidenceText.lines(one).forEach(out::println));
        }
    }
}
