package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Optional;

import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.InstanceId;

/**
 * Knows when a guest on its way can never run here again, which is long before libvirt says so: libvirt waits until the
 * process has been reaped, looks for that five times a second, and answers nobody meanwhile.
 *
 * <p>
 * The guest may run at its destination when three things hold. It is whole there, which its libvirtd says once QEMU has
 * sent the last of it. It stood still here since it sent that: libvirt, where it loses the answer of the destination, has
 * the guest go on here, and what it did then must not be undone by running there what was before. And its process here
 * runs no more, which the kernel says; so nothing and nobody can have it go on here. The first is asked of the
 * destination by the caller, the other two are known here.
 */
final class Farewell implements AutoCloseable {
    private final Standstills standstills;
    private final InstanceId id;
    private final Optional<ProcessEnd> process;

    private Farewell(Standstills standstills, InstanceId id, Optional<ProcessEnd> process) {
        this.standstills = standstills;
        this.id = id;
        this.process = process;
    }

    /** Of a guest that runs. */
    static Farewell of(Standstills standstills, GuestProcesses processes, HostFiles files, InstanceId id) {
        standstills.watch(id);
        var pid = processes.find(id.uuid());
        return new Farewell(standstills, id,
                pid.isPresent() ? ProcessEnd.of(files, pid.getAsLong()) : Optional.empty());
    }

    /** For how long it stands still; empty while it runs. */
    Optional<Duration> stoodStill() {
        var since = standstills.since(id);
        return since.isPresent()
                ? Optional.of(Duration.ofNanos(System.nanoTime() - since.getAsLong()))
                : Optional.empty();
    }

    /** Whether its process has ended, and it stood still until then. */
    boolean isOver() {
        return process.filter(ProcessEnd::isOver).isPresent() && stoodStill().isPresent();
    }

    @Override
    public void close() {
        standstills.forget(id);
    }
}
