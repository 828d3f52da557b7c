package io.bedplate.libvirt.jna;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

import io.bedplate.libvirt.jna.LibvirtApi.LifecycleCallback;
import io.bedplate.libvirt.jna.PowerApi.DomainCallback;

/** One open connection to libvirt. It is closed when its owner let go of it and the last call has returned. */
public final class LibvirtSession {
    // A daemon that hangs is noticed after 25 s; one that dies, at once.
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_TRIES = 5;
    private static final LibvirtApi LIBVIRT = LibvirtApi.INSTANCE;

    private final OpenConnect connect;
    private final Natives natives;
    // libvirt holds only the native side of a callback; Java must not forget its own.
    private final Map<Integer, Callback> callbacks = new HashMap<>();
    // The owner counts as one user; 0 = closed. Guarded by this.
    private int users = 1;

    private LibvirtSession(OpenConnect connect, Natives natives) {
        this.connect = connect;
        this.natives = natives;
    }

    /** libvirt-java keeps the pointer of a connection from all but its heirs. */
    private static final class OpenConnect extends Connect {
        OpenConnect(String uri) throws LibvirtException {
            super(uri);
        }

        Pointer pointer() {
            return vcp.getPointer();
        }
    }

    /**
     * Opens a connection. Must run on a thread that may block.
     *
     * @param onClose told, on libvirt's event thread, that the connection broke
     */
    static LibvirtSession open(String uri, Natives natives, Consumer<LibvirtSession> onClose) {
        LibvirtEventLoop.ensureRunning();
        try {
            var connect = new OpenConnect(uri);
            connect.setKeepAlive(KEEP_ALIVE_SECONDS, KEEP_ALIVE_TRIES);
            var session = new LibvirtSession(connect, natives);
            connect.registerCloseListener((_, _) -> onClose.accept(session));
            return session;
        } catch (LibvirtException e) {
            throw LibvirtErrors.of("connect to " + uri, e);
        }
    }

    /** Has every domain's changes told to {@code listener} on libvirt's event thread, which must not be held up. */
    void onLifecycle(Consumer<LifecycleEvent> listener) {
        LifecycleCallback callback = (_, domain, event, detail, _) -> listener
                .accept(new LifecycleEvent(DomainHandle.uuid(domain), event, detail));
        keep(LIBVIRT.virConnectDomainEventRegisterAny(connect.pointer(), null, LibvirtApi.DOMAIN_EVENT_LIFECYCLE,
                callback, null, null), callback);
    }

    /** Has every reboot told; see {@link #onLifecycle}. */
    void onReboot(Consumer<UUID> listener) {
        DomainCallback callback = (_, domain, _) -> listener.accept(DomainHandle.uuid(domain));
        keep(PowerApi.INSTANCE.virConnectDomainEventRegisterAny(connect.pointer(), null,
                PowerApi.DOMAIN_EVENT_REBOOT, callback, null, null), callback);
    }

    private void keep(int id, Callback callback) {
        if (id < 0) {
            throw LibvirtErrors.last("register for events");
        }
        callbacks.put(id, callback);
    }

    /** Has guests' answers about devices told to {@code listener}, likewise. */
    void onDevice(Consumer<DeviceEvent> listener) {
        register(PlugApi.DOMAIN_EVENT_DEVICE_REMOVED, (_, domain, alias, _) -> listener
                .accept(new DeviceEvent(DomainHandle.uuid(domain), alias, true)));
        register(PlugApi.DOMAIN_EVENT_DEVICE_REMOVAL_FAILED, (_, domain, alias, _) -> listener
                .accept(new DeviceEvent(DomainHandle.uuid(domain), alias, false)));
    }

    private void register(int event, PlugApi.DeviceCallback callback) {
        int id = PlugApi.INSTANCE.virConnectDomainEventRegisterAny(connect.pointer(), null, event, callback, null,
                null);
        if (id < 0) {
            throw LibvirtErrors.last("register for events of devices");
        }
        callbacks.put(id, callback);
    }

    /** Counts a user in; false when the connection is closed already. */
    synchronized boolean acquire() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Counts a user out; the last one closes. */
    synchronized void release() {
        users--;
        if (users == 0) {
            close();
        }
    }

    // Each registration holds a reference of its own: a connection with any left would stay open.
    private void close() {
        callbacks.keySet().forEach(id -> LIBVIRT.virConnectDomainEventDeregisterAny(connect.pointer(), id));
        try {
            connect.unregisterCloseListener();
            connect.close();
        } catch (LibvirtException _) {
            // A connection that broke says so once more here.
        }
    }

    Pointer pointer() {
        return connect.pointer();
    }

    Natives natives() {
        return natives;
    }

    boolean isAlive() {
        try {
            return connect.isAlive();
        } catch (LibvirtException _) {
            return false;
        }
    }

    /** What the host can run: {@code <capabilities>}. */
    public String capabilities() {
        try {
            return connect.getCapabilities();
        } catch (LibvirtException e) {
            throw LibvirtErrors.of("capabilities", e);
        }
    }

    public Optional<DomainHandle> lookup(UUID uuid) {
        return found(natives.domains().virDomainLookupByUUID(connect.pointer(), DomainHandle.bytes(uuid)));
    }

    public Optional<DomainHandle> lookup(String name) {
        return found(natives.domains().virDomainLookupByName(connect.pointer(), name));
    }

    private Optional<DomainHandle> found(@Nullable Pointer domain) {
        if (domain == null) {
            if (LibvirtErrors.lastNumber() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return Optional.empty();
            }
            throw LibvirtErrors.last("look up domain");
        }
        return Optional.of(new DomainHandle(domain, natives));
    }

    /** Defines a domain, checked against libvirt's schema. A known UUID with the same name would be redefined. */
    public DomainHandle define(String xml) {
        var domain = natives.domains().virDomainDefineXMLFlags(connect.pointer(), xml,
                LibvirtApi.DOMAIN_DEFINE_VALIDATE);
        if (domain == null) {
            throw LibvirtErrors.last("define");
        }
        return new DomainHandle(domain, natives);
    }

    /** What every domain has used, without waiting for any; groups are {@link DomainFigures}' sum of flags. */
    public List<DomainFigures> figures(int groups) {
        return DomainFigures.ofAll(natives.stats(), connect.pointer(), groups);
    }

    /** Domains without a process whose memory is on disk. */
    public List<UUID> savedDomains() {
        var ids = new ArrayList<UUID>();
        for (var domain : domains(StatsApi.LIST_INACTIVE | StatsApi.LIST_MANAGED_SAVE)) {
            try (domain) {
                ids.add(domain.uuid());
            }
        }
        return ids;
    }

    /** Every domain, running or not; each is to be closed. */
    public List<DomainHandle> domains() {
        return domains(0);
    }

    private List<DomainHandle> domains(int flags) {
        var array = new PointerByReference();
        int count = natives.domains().virConnectListAllDomains(connect.pointer(), array, flags);
        if (count < 0) {
            throw LibvirtErrors.last("list domains");
        }
        var domains = new ArrayList<DomainHandle>(count);
        for (int i = 0; i < count; i++) {
            domains.add(new DomainHandle(array.getValue().getPointer((long) i * Native.POINTER_SIZE), natives));
        }
        Native.free(Pointer.nativeValue(array.getValue()));
        return domains;
    }
}
