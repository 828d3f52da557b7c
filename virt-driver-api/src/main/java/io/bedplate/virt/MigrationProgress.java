package io.bedplate.virt;

import java.time.Duration;

/**
 * How far a migration has come.
 *
 * @param totalKib          memory of the guest
 * @param sentKib           sent so far, some of it more than once
 * @param remainingKib      to be sent still, as far as is known
 * @param dirtyKibPerSecond what the guest writes meanwhile; 0 until the hypervisor has measured it
 * @param round             1 = all memory, each later one what was written during the former
 */
public record MigrationProgress(Duration elapsed, long totalKib, long sentKib, long remainingKib,
        long dirtyKibPerSecond, int round) {}
