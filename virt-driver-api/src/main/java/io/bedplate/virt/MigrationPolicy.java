package io.bedplate.virt;

import java.time.Duration;

/**
 * What a migration may cost.
 *
 * @param mibPerSecond most bandwidth it may take, at least 1
 * @param maxDowntime  how long the guest may stand still for its last pages
 * @param autoConverge the guest is slowed down, more and more, where it writes faster than its memory can follow
 * @param postCopy     the guest may go on at the destination while memory is still missing there
 * @param channels     connections for its memory; 1 = one
 * @param budget       how long it may take before {@code atEnd} happens
 */
public record MigrationPolicy(long mibPerSecond, Duration maxDowntime, boolean autoConverge, boolean postCopy,
        int channels, Duration budget, AtEnd atEnd) {
    // The least that is allowed at first is a tenth; 2^4 of it is more than all.
    private static final int STEPS = 4;
    private static final int ROUNDS_A_STEP = 2;

    /** 10 Gbit/s, 300 ms as QEMU has it, and five minutes. */
    public static final MigrationPolicy USUAL = new MigrationPolicy(1192, Duration.ofMillis(300), false, false, 1,
            Duration.ofMinutes(5), AtEnd.ABORT);

    public MigrationPolicy {
        if (mibPerSecond < 1 || maxDowntime.toMillis() < 1 || channels < 1 || !budget.isPositive()) {
            throw new IllegalArgumentException(
                    "migration: at least 1 MiB/s, 1 ms, 1 channel and some time wanted, found %d, %s, %d, %s"
                            .formatted(mibPerSecond, maxDowntime, channels, budget));
        }
    }

    /** What becomes of a migration whose budget is spent. */
    public enum AtEnd {
        /** It is given up; the guest goes on where it is. */
        ABORT,
        /** The guest stands still until it is there, however long that takes. */
        FORCE
    }

    /**
     * How long the guest may stand still for its last pages where the migration is in that round: a tenth of the most at
     * first, and twice as long every two rounds. A guest whose memory can follow while it runs does not wait for it; the
     * others get what they need, up to the most.
     */
    public Duration downtimeIn(int round) {
        long most = maxDowntime.toMillis();
        long tenth = Math.max(1, most / 10);
        return Duration.ofMillis(Math.min(most, tenth << Math.min(STEPS, (round - 1) / ROUNDS_A_STEP)));
    }

    /** Whether {@link #downtimeIn} allows more in some later round. */
    boolean mayGrow(int round) {
        return downtimeIn(round).compareTo(maxDowntime) < 0;
    }

    /** The same with that bandwidth. */
    public MigrationPolicy at(long otherMibPerSecond) {
        return new MigrationPolicy(otherMibPerSecond, maxDowntime, autoConverge, postCopy, channels, budget, atEnd);
    }

    /** The same over so many connections. */
    public MigrationPolicy over(int otherChannels) {
        return new MigrationPolicy(mibPerSecond, maxDowntime, autoConverge, postCopy, otherChannels, budget, atEnd);
    }

    /** The same with that budget. */
    public MigrationPolicy within(Duration otherBudget, AtEnd then) {
        return new MigrationPolicy(mibPerSecond, maxDowntime, autoConverge, postCopy, channels, otherBudget, then);
    }
}
