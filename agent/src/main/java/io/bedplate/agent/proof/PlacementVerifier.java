package io.bedplate.agent.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.agent.kernel.ProcessFacts;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.Guest;

/** Compares a claimed placement with what the kernel has in force. Pure. */
public final class PlacementVerifier {
    private PlacementVerifier() {}

    /**
     * Takes the evidence.
     *
     * @param facts the guest's process; empty where it has none
     */
    public static Evidence verify(Guest guest, GuestPlacement claimed, Optional<ProcessFacts> facts, Instant at) {
        return verify(guest, claimed, facts, Surroundings.NONE, at);
    }

    /** The same, with a look at where its interrupts go. */
    public static Evidence verify(Guest guest, GuestPlacement claimed, Optional<ProcessFacts> facts,
            Surroundings around, Instant at) {
        if (facts.isEmpty()) {
            return new Evidence(guest.id(), guest.name(), at, 0, List.of(), List.of(),
                    List.of(new Difference.NoProcess()));
        }
        var process = facts.get();
        var threads = ThreadCheck.rows(claimed, process.threads());
        var memory = MemoryCheck.rows(claimed, process.memory());
        var functions = FunctionCheck.rows(claimed, process.functions());
        var differences = new ArrayList<Difference>();
        differences.addAll(ThreadCheck.differences(claimed, threads));
        differences.addAll(MemoryCheck.differences(claimed, process, memory));
        differences.addAll(FunctionCheck.differences(functions, around));
        return new Evidence(guest.id(), guest.name(), at, process.pid(), sorted(threads), memory, functions,
                differences, FunctionCheck.remarks(claimed, functions, around));
    }

    private static List<ThreadRow> sorted(List<ThreadRow> threads) {
        return threads.stream().sorted(ThreadCheck.VCPUS_FIRST).toList();
    }
}
