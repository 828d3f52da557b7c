package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.bedplate.virt.InstanceId;

/** Callers that wait for a guest to reboot by itself; the caller has the guest's turn, so there is one per guest. */
final class RebootWatch {
    private final Map<UUID, CountDownLatch> waiting = new ConcurrentHashMap<>();

    /** Called by libvirt's event thread. */
    void rebooted(UUID guest) {
        var latch = waiting.get(guest);
        if (latch != null) {
            latch.countDown();
        }
    }

    /**
     * Whether the guest reboots within the grace, once it has been asked to.
     *
     * @param request asks it; its time counts
     */
    boolean follows(InstanceId id, Duration grace, Runnable request) {
        long end = System.nanoTime() + grace.toNanos();
        var latch = new CountDownLatch(1);
        waiting.put(id.uuid(), latch);
        try {
            request.run();
            return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            // Whoever interrupts wants it over: no more waiting.
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(id.uuid());
        }
    }
}
