package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.bedplate.libvirt.jna.DomainCopy;
import io.bedplate.libvirt.jna.DomainCopy.Job;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.SnapshotXml;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** libvirt's backup jobs, of which a domain has one at a time. */
record Backups(LibvirtLink link) {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    void begin(InstanceId id, String backup) {
        call(id, copy -> {
            copy.begin(backup);
            return true;
        });
    }

    /** Until all is copied; a caller that is interrupted gives the job up. */
    void await(InstanceId id) {
        while (call(id, DomainCopy::job).isRunning()) {
            if (Thread.currentThread().isInterrupted()) {
                call(id, copy -> {
                    copy.abort();
                    return true;
                });
                throw new VirtDriverException(Kind.INTERNAL, "the snapshot was given up: its caller was interrupted");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        var end = call(id, DomainCopy::lastJob);
        if (end != Job.COMPLETED) {
            throw new VirtDriverException(Kind.INTERNAL,
                    "the snapshot was not finished: libvirt's job is %s".formatted(end));
        }
    }

    /** Ends the backup into that file, where it is at work. */
    void giveUp(InstanceId id, Path target) {
        boolean under = call(id, copy -> {
            boolean ours = copy.backup().filter(backup -> SnapshotXml.isInto(backup, target)).isPresent();
            if (ours) {
                abort(copy);
            }
            return ours;
        });
        while (under && call(id, DomainCopy::job).isRunning()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void abort(DomainCopy copy) {
        try {
            copy.abort();
        } catch (VirtDriverException e) {
            // It came to its end by itself meanwhile.
            if (copy.backup().isPresent()) {
                throw e;
            }
        }
    }

    private <T> T call(InstanceId id, Function<DomainCopy, T> work) {
        return link.call(Lane.SLOW, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                return work.apply(new DomainCopy(domain));
            }
        });
    }
}
