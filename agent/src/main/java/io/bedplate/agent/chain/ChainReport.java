package io.bedplate.agent.chain;

import java.util.Optional;

/**
 * What a chain is worth.
 *
 * @param records whole ones from the first on
 * @param last    digest of the last of them
 * @param broken  the first line that is not the record that must follow
 * @param torn    a crash has left part of a record at the end, which is nobody's fault
 */
public record ChainReport(long records, String last, Optional<Broken> broken, boolean torn) {
    /**
     * Where the chain breaks.
     *
     * @param line from 1
     */
    public record Broken(long line, String why) {}

    public boolean whole() {
        return broken.isEmpty();
    }
}
