package io.bedplate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.Agent;
import io.bedplate.agent.config.AgentConfig;
import io.bedplate.agent.config.AgentConfigFile;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.VirtDriver;
import picocli.CommandLine.Option;

/** Where an agent's configuration and claims are. */
final class AgentOptions {
    /** Configuration that {@code --keep} and operators leave beside the claims. */
    static final String CONFIG_NAME = "agent.properties";

    @Option(names = "--config", paramLabel = "FILE", description = "Agent configuration; default: agent.properties in the state folder, where there is one.")
    private @Nullable Path config;

    @Option(names = "--state-dir", paramLabel = "DIR", defaultValue = "/var/lib/bedplate", description = "Folder of the claims; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path stateDir;

    Path stateDir() {
        return stateDir;
    }

    AgentConfig config() {
        return file().map(found -> AgentConfigFile.read(found, stateDir))
                .orElseGet(() -> AgentConfig.ofDefaults(stateDir));
    }

    /** Neither a configuration nor a claim: no agent has ever worked here. */
    boolean isUntouched() {
        return file().isEmpty() && new FileJournal(config().journalFolder()).claims().isEmpty();
    }

    private Optional<Path> file() {
        return Optional.ofNullable(config)
                .or(() -> Optional.of(stateDir.resolve(CONFIG_NAME)).filter(Files::exists));
    }

    static Agent agent(AgentConfig config, VirtDriver driver) {
        return new Agent(driver, HostFiles.real(), new FileJournal(config.journalFolder()), config.host(),
                InstantSource.system());
    }
}
