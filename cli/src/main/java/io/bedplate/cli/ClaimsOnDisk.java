package io.bedplate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.bedplate.agent.Claim;
import io.bedplate.agent.journal.FileJournal;
import io.bedplate.agent.journal.JournalException;

/**
 * The claims of an agent that may be at work in another process. They are read again when the folder has changed: each
 * claim comes and goes by a rename in it.
 */
final class ClaimsOnDisk {
    /** More than any file system's clock ticks in; two changes within one tick look like one. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final int TRIES = 10;

    private final Path folder;
    private Optional<Instant> readOf = Optional.empty();
    private List<Claim> claims = List.of();

    ClaimsOnDisk(Path folder) {
        this.folder = folder;
    }

    /** Ascending by instance. */
    synchronized List<Claim> now() {
        var changed = lastChange();
        boolean settled = readOf.isPresent() && readOf.equals(changed)
                && changed.get().isBefore(Instant.now().minus(TICK));
        if (!settled) {
            claims = read(TRIES);
            // What changed while it was read is seen next time.
            readOf = changed.filter(at -> at.isBefore(Instant.now().minus(TICK)));
        }
        return claims;
    }

    // One that goes while the folder is read is missed by its file; then it is read anew.
    private List<Claim> read(int tries) {
        try {
            return new FileJournal(folder).claims();
        } catch (JournalException e) {
            if (tries > 1 && e.getCause() instanceof NoSuchFileException) {
                return read(tries - 1);
            }
            throw e;
        }
    }

    /** Empty where no agent has ever worked. */
    private Optional<Instant> lastChange() {
        try {
            return Optional.of(Files.getLastModifiedTime(folder).toInstant());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
