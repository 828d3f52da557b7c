package io.bedplate.integration.lab.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.bedplate.agent.Claim;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guest that runs, and what its own kernel says on its console.
 *
 * @param pid of its QEMU
 */
record LabGuest(Claim claim, long pid, Path console) {
    private static final String MARK = "LAB-GUEST ";
    /** An idle machine needs 16 s. */
    private static final Duration LONGEST_BOOT = Duration.ofMinutes(3);

    GuestPlacement placement() {
        return claim.spec().placement();
    }

    /** The pCPU that the vCPU was given for itself. */
    CpuSet pcpuOf(int vcpu) {
        return placement().cells().stream().flatMap(cell -> cell.pinning().entrySet().stream())
                .filter(pin -> pin.getKey() == vcpu).map(pin -> CpuSet.of(pin.getValue())).findFirst().orElseThrow();
    }

    InstanceId id() {
        return claim.id();
    }

    GuestProcess process() {
        return new GuestProcess(pid());
    }

    /** All that it has to say. */
    List<String> words() {
        Waiting.until("the guest has said all", LONGEST_BOOT, () -> said().contains("that is all"));
        return said();
    }

    /** What it says of one thing: the rest of the line that begins with this. */
    String wordsOf(String thing) {
        var lines = words().stream().filter(line -> line.startsWith(thing + " ")).toList();
        assertThat(lines).as("what the guest says of " + thing).hasSize(1);
        return lines.getFirst().substring(thing.length() + 1);
    }

    /** So often has it said something that begins like this. */
    int saidTimes(String beginning) {
        return (int) said().stream().filter(line -> line.startsWith(beginning)).count();
    }

    void awaitSaid(String beginning, int times, Duration longest) {
        Waiting.until("the guest says \"%s\" for the %d. time".formatted(beginning, times), longest,
                () -> saidTimes(beginning) >= times);
    }

    /** What it has said so far. */
    List<String> said() {
        try {
            return new String(Files.readAllBytes(console), StandardCharsets.ISO_8859_1).lines()
                    .filter(line -> line.startsWith(MARK)).map(line -> line.substring(MARK.length()).strip()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
