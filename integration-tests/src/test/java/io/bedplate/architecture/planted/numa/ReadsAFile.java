package io.bedplate.architecture.planted.numa;

import java.nio.file.Path;

import io.bedplate.architecture.planted.agent.UsesNativeTypes;

/** Breaks purity, its row, and closes a cycle with {@code agent}. */
public final class ReadsAFile {
    private final Path file;
    private final UsesNativeTypes foreign;

    public ReadsAFile(Path file, UsesNativeTypes foreign) {
        this.file = file;
        this.foreign = foreign;
    }

    @Override
    public String toString() {
        return file + " " + foreign;
    }
}
