package io.bedplate.libvirt.jna;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * The platform threads that call libvirt. A native call holds its carrier when made from a virtual thread, and libvirt
 * keeps its last error per platform thread; so a call and the reading of its error are one task here, and callers of any
 * kind wait for it as Java waits.
 *
 * <p>
 * Four lanes: starting and ending a guest takes as long as QEMU likes, a migration much longer, statistics as long as
 * the slowest guest, and none of them must hold up a look at the others. Each lane is narrower than the five requests libvirtd serves at a time per connection ({@code max_client_requests}).
 */
final class LibvirtThreads implements AutoCloseable {
    static final int THREADS_PER_LANE = 4;
    // More would take each other's bandwidth and the time of the hypervisors' own threads.
    private static final int MIGRATIONS_AT_ONCE = 2;

    private final ExecutorService quick = lane("bedplate-libvirt-quick-", THREADS_PER_LANE);
    private final ExecutorService slow = lane("bedplate-libvirt-slow-", THREADS_PER_LANE);
    private final ExecutorService move = lane("bedplate-libvirt-move-", MIGRATIONS_AT_ONCE);
    private final ExecutorService statistics = lane("bedplate-libvirt-statistics-", 1);

    private static ExecutorService lane(String name, int width) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name(name, 0).factory();
        return Executors.newFixedThreadPool(width, threads);
    }

    /**
     * Runs a task and waits for it. A caller that is interrupted meanwhile goes on waiting, since the call cannot be
     * taken back, and finds its flag set afterwards.
     *
     * @throws VirtDriverException the task's own, or UNAVAILABLE after {@link #close()}
     */
    <T> T call(Lane lane, Callable<T> task) {
        Future<T> result;
        try {
            result = pool(lane).submit(task);
        } catch (RejectedExecutionException e) {
            throw new VirtDriverException(Kind.UNAVAILABLE, "the libvirt driver is closed", e);
        }
        return get(result);
    }

    private ExecutorService pool(Lane lane) {
        return switch (lane) {
            case QUICK -> quick;
            case SLOW -> slow;
            case MOVE -> move;
            case STATISTICS -> statistics;
        };
    }

    private static <T> T get(Future<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asRuntime(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException asRuntime(ExecutionException e) {
        return switch (e.getCause()) {
            case VirtDriverException known -> {
                // The caller's own stack says who asked; the task's says only that a pool thread ran it.
                known.setStackTrace(Thread.currentThread().getStackTrace());
                yield known;
            }
            case RuntimeException known -> known;
            case null, default -> new VirtDriverException(Kind.INTERNAL, "libvirt: " + e.getCause(), e);
        };
    }

    /** Takes no more tasks; those under way are finished. */
    @Override
    public void close() {
        quick.shutdown();
        slow.shutdown();
        move.shutdown();
        statistics.shutdown();
    }
}
