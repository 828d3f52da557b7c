package io.bedplate.libvirt.jna;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

import org.libvirt.Error.ErrorNumber;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

import io.bedplate.host.CpuSet;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * One domain of an open connection, for use within the call that it was made in. Every method may throw a
 * {@link VirtDriverException} with libvirt's text.
 */
public final class DomainHandle implements AutoCloseable {
    private final Pointer domain;
    private final Natives natives;
    private final LibvirtApi libvirt;

    DomainHandle(Pointer domain, Natives natives) {
        this.domain = domain;
        this.natives = natives;
        libvirt = natives.domains();
    }

    /** For the other classes that work on a domain. */
    Pointer pointer() {
        return domain;
    }

    /** Likewise. */
    Natives natives() {
        return natives;
    }

    public UUID uuid() {
        return uuid(domain);
    }

    static UUID uuid(Pointer domain) {
        var bytes = new byte[16];
        check("UUID", LibvirtApi.INSTANCE.virDomainGetUUID(domain, bytes));
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits())
                .array();
    }

    public String name() {
        var name = libvirt.virDomainGetName(domain);
        if (name == null) {
            throw LibvirtErrors.last("name");
        }
        return name;
    }

    public DomainState state() {
        var state = new IntByReference();
        var reason = new IntByReference();
        check("state", libvirt.virDomainGetState(domain, state, reason, 0));
        return new DomainState(state.getValue(), reason.getValue());
    }

    /** The element of that namespace in the domain's metadata. */
    public Optional<String> metadata(String namespace) {
        var text = libvirt.virDomainGetMetadata(domain, LibvirtApi.DOMAIN_METADATA_ELEMENT, namespace, 0);
        if (text == null) {
            if (LibvirtErrors.lastNumber() == ErrorNumber.VIR_ERR_NO_DOMAIN_METADATA) {
                return Optional.empty();
            }
            throw LibvirtErrors.last("metadata");
        }
        try {
            return Optional.of(text.getString(0, "UTF-8"));
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }

    /** Starts the domain's process with its vCPUs halted. */
    public void createPaused() {
        check("start", libvirt.virDomainCreateWithFlags(domain, LibvirtApi.DOMAIN_START_PAUSED));
    }

    public void suspend() {
        check("pause", libvirt.virDomainSuspend(domain));
    }

    public void resume() {
        check("resume", libvirt.virDomainResume(domain));
    }

    /** Presses the power button; a domain without a process is left as it is. */
    public void shutdown() {
        checkEnding("shut down", libvirt.virDomainShutdownFlags(domain, LibvirtApi.DOMAIN_SHUTDOWN_ACPI));
    }

    /** Ends the process; a domain without one is left as it is. */
    public void destroy() {
        checkEnding("power off", libvirt.virDomainDestroyFlags(domain, 0));
    }

    // Between the caller's look at the state and this call the guest may have ended by itself.
    private void checkEnding(String what, int result) {
        if (result < 0) {
            var failure = LibvirtErrors.last(what);
            if (failure.kind() != Kind.WRONG_STATE || state().isActive()) {
                throw failure;
            }
        }
    }

    /** Forgets the definition and all that hangs on it. */
    public void undefine() {
        check("undefine", libvirt.virDomainUndefineFlags(domain, LibvirtApi.DOMAIN_UNDEFINE_ALL));
    }

    /** Confines the running domain's own threads; its definition stays as it is. */
    public void pinEmulator(CpuSet cpus) {
        var map = cpuMap(cpus);
        check("pin emulator",
                libvirt.virDomainPinEmulator(domain, map, map.length, LibvirtApi.DOMAIN_AFFECT_LIVE));
    }

    /** One bit for each CPU, the lowest first. */
    static byte[] cpuMap(CpuSet cpus) {
        var map = new byte[cpus.last() / 8 + 1];
        cpus.forEach(cpu -> map[cpu / 8] |= (byte) (1 << cpu % 8));
        return map;
    }

    static void check(String what, int result) {
        if (result < 0) {
            throw LibvirtErrors.last(what);
        }
    }

    @Override
    public void close() {
        // Memory of this process; libvirtd hears nothing of it.
        LibvirtApi.INSTANCE.virDomainFree(domain);
    }
}
