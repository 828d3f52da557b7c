package io.bedplate.libvirt.jna;

/**
 * How a job of a domain stands, in libvirt's words ({@code VIR_DOMAIN_JOB_*} of libvirt-domain.h).
 *
 * @param operation            {@code virDomainJobOperation}
 * @param totalBytes           0 until the migration is under way between both
 * @param dirtyPagesPerSecond  0 until it was measured
 * @param iteration            1 = all memory
 * @param downtimeMillis       once it is over
 * @param bytesPerSecond       of the last tenth of a second
 */
public record MoveStats(DomainCopy.Job job, int operation, long elapsedMillis, long totalBytes, long sentBytes,
        long remainingBytes, long dirtyPagesPerSecond, long pageBytes, int iteration, long downtimeMillis,
        long bytesPerSecond) {

    static MoveStats of(DomainCopy.Job job, TypedParams params) {
        return new MoveStats(job, params.number("operation"), params.unsigned("time_elapsed"),
                params.unsigned("memory_total"), params.unsigned("memory_processed"),
                params.unsigned("memory_remaining"), params.unsigned("memory_dirty_rate"),
                params.unsigned("memory_page_size"), Math.toIntExact(params.unsigned("memory_iteration")),
                params.unsigned("downtime"), params.unsigned("memory_bps"));
    }

    /** Whether the domain is leaving now. */
    public boolean isLeaving() {
        return job.isRunning() && operation == MoveApi.JOB_OPERATION_MIGRATION_OUT;
    }

    /** Whether the destination has the process, and memory is on its way. */
    public boolean isSending() {
        return isLeaving() && totalBytes > 0;
    }
}
