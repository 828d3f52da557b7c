package io.bedplate.libvirt.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.libvirt.net.NetworkPrograms.Outcome;

/** Open vSwitch's database, asked by {@code ovs-vsctl}. */
public final class OpenVswitch {
    // Of br-exists: "Exits with code 2 if there is no such bridge" (ovs-vsctl(8)).
    private static final int NO_BRIDGE = 2;

    private final NetworkPrograms programs;
    private final List<String> before;

    /** @param database as {@code ovs-vsctl --db} takes it; empty = its default */
    public OpenVswitch(NetworkPrograms programs, Optional<String> database) {
        this.programs = programs;
        before = database.map(db -> List.of("ovs-vsctl", "--timeout=5", "--db=" + db))
                .orElse(List.of("ovs-vsctl", "--timeout=5"));
    }

    /** Whether a bridge is there. */
    public sealed interface Bridge {
        record Present() implements Bridge {}

        record Absent() implements Bridge {}

        /** Nobody answers for it. */
        record Unknown(String why) implements Bridge {}
    }

    /** Looks for a bridge. */
    public Bridge bridge(String name) {
        return switch (ask("br-exists", name)) {
            case Outcome.Ended(int status, var said) -> status == 0
                    ? new Bridge.Present()
                    : status == NO_BRIDGE ? new Bridge.Absent() : new Bridge.Unknown(lastLine(said));
            case Outcome.NotRun(var why) -> new Bridge.Unknown(why);
        };
    }

    /** The ports of all bridges; none where there is no Open vSwitch. */
    public List<String> ports() {
        return ask("--bare", "--columns=name", "list", "Port") instanceof Outcome.Ended(int status, var said)
                && status == 0
                        ? said.lines().filter(line -> !line.isBlank()).toList()
                        : List.of();
    }

    /** Removes a port from its bridge; empty when it is gone, else why it is not. */
    public Optional<String> deletePort(String name) {
        return switch (ask("--if-exists", "del-port", name)) {
            case Outcome.Ended(int status, var said) -> status == 0 ? Optional.empty() : Optional.of(lastLine(said));
            case Outcome.NotRun(var why) -> Optional.of(why);
        };
    }

    private Outcome ask(String... arguments) {
        var command = new ArrayList<>(before);
        command.addAll(List.of(arguments));
        return programs.run(command);
    }

    private static String lastLine(String said) {
        return said.lines().reduce((_, last) -> last).orElse("it said nothing");
    }
}
