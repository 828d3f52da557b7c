package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A reboot of the lab host whose first boot hangs, as one in some dozens does: the script ends it and boots once more. */
final class LabReboot {
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final long INTERVAL_NANOS = 50_000_000;
    /** Long enough to be frozen in, and too short to have booted. */
    private static final String FIRST_BOOT_SECONDS = "5";

    private LabReboot() {}

    static LabScript.Answer withAHangingFirstBoot() {
        var former = pid();
        var reboot = CompletableFuture
                .supplyAsync(() -> LabScript.ask(LONGEST, "reboot", "--first-boot", FIRST_BOOT_SECONDS));
        var next = pid();
        while (!reboot.isDone() && (next.isEmpty() || next.equals(former))) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            next = pid();
        }
        next.filter(pid -> !reboot.isDone()).ifPresent(LabReboot::freeze);
        return reboot.join();
    }

    /** Of QEMU, once the script knows where to reach it: until then it waits for QEMU, which must not be frozen. */
    private static Optional<String> pid() {
        return LabScript.isReachable() ? read(LabScript.RUN.resolve("pid")) : Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void freeze(String pid) {
        try {
            new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
