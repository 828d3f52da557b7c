package io.bedplate.libvirt.jna;

import java.util.UUID;

/**
 * A domain changed, in libvirt's numbers ({@code virDomainEventType} and its details in libvirt-domain.h).
 */
public record LifecycleEvent(UUID uuid, int type, int detail) {
    public static final int DEFINED = 0;
    public static final int UNDEFINED = 1;
    public static final int STARTED = 2;
    public static final int SUSPENDED = 3;
    public static final int RESUMED = 4;
    public static final int STOPPED = 5;
    public static final int SHUTDOWN = 6;
    public static final int PM_SUSPENDED = 7;
    public static final int CRASHED = 8;
    public static final int STOPPED_CRASHED = 2;
    public static final int STOPPED_SAVED = 4;
    public static final int STOPPED_FAILED = 5;
}
