package io.bedplate.libvirt.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.bedplate.libvirt.net.NetworkPrograms.Outcome;

/** Chains of the kernel's Ethernet filter. Those of a port are named after it by libvirt: {@code I-PORT-ipv4-ip}. */
public final class FilterChains {
    private static final Pattern LINE = Pattern.compile("Bridge chain: ([^,]+), entries: .*");
    private static final Pattern OF_PORT = Pattern.compile("(?:libvirt-)?[IOJP]-([^-]+-[^-]+)(?:-.*)?");

    private final NetworkPrograms programs;

    public FilterChains(NetworkPrograms programs) {
        this.programs = programs;
    }

    /** The chains there are, of whatever port; none where there is no such filter. */
    public List<String> names() {
        return run("-L") instanceof Outcome.Ended(int status, var said) && status == 0
                ? LINE.matcher(said).results().map(line -> line.group(1)).toList()
                : List.of();
    }

    /** The port that a chain is named after; empty for any other chain. */
    public static Optional<String> port(String chain) {
        var match = OF_PORT.matcher(chain);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** Removes a chain with all that is in it; empty when it is gone, else why it is not. */
    public Optional<String> delete(String chain) {
        run("-F", chain);
        return switch (run("-X", chain)) {
            case Outcome.Ended(int status, var said) -> status == 0 ? Optional.empty() : Optional.of(said);
            case Outcome.NotRun(var why) -> Optional.of(why);
        };
    }

    private Outcome run(String... arguments) {
        var command = new ArrayList<>(List.of("ebtables", "--concurrent", "-t", "nat"));
        command.addAll(List.of(arguments));
        return programs.run(command);
    }
}
