package io.bedplate.libvirt;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.bedplate.libvirt.jna.DomainDevices;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.VirtDriverException;

/** Asks running guests to let go of devices. */
record Removals(LibvirtLink link, DeviceNews news) {
    // A guest that boots has not heard the last request; one that listens needs a second or two.
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(3);
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    /** How often the guest was asked in vain until the patience was over; 0 = the device is gone. */
    int ask(Guests.Known known, String alias, BooleanSupplier isThere, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        int requests = 0;
        try (var answers = news.listen(known.id().uuid(), alias)) {
            do {
                request(known, alias);
                requests++;
                if (answers.isGone(atMost(BETWEEN_REQUESTS, end)) || !isThere.getAsBoolean()) {
                    return 0;
                }
            } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        }
        return requests;
    }

    private static Duration atMost(Duration longest, long end) {
        var left = Duration.ofNanos(Math.max(end - System.nanoTime(), FIRST_LOOK.toNanos()));
        return left.compareTo(longest) < 0 ? left : longest;
    }

    // Of a request that is still open QEMU says so; the answer to that one is as good.
    private void request(Guests.Known known, String alias) {
        try {
            link.call(Lane.QUICK,
                    session -> Launcher.domain(session, known.id(),
                            domain -> new DomainDevices(domain).requestRemoval(alias)));
        } catch (VirtDriverException e) {
            if (!isOpen(e)) {
                throw e;
            }
        }
    }

    /** Whether QEMU refused a request because it has one already. */
    static boolean isOpen(VirtDriverException e) {
        return String.valueOf(e.getMessage()).contains("in the process of unplug");
    }
}
