package io.bedplate.libvirt.jna;

import io.bedplate.virt.GuestState;

/**
 * What a domain is doing and why, in libvirt's numbers ({@code virDomainState} and its reasons in libvirt-domain.h).
 */
public record DomainState(int state, int reason) {
    private static final int PAUSED = 3;
    private static final int SHUT_OFF = 5;
    private static final int CRASHED = 6;
    private static final int PM_SUSPENDED = 7;
    private static final int SHUT_OFF_BY_CRASH = 3;
    private static final int SHUT_OFF_BY_MIGRATION = 4;
    private static final int PAUSED_MIGRATION = 2;
    private static final int PAUSED_STARTING_UP = 11;

    /** Running includes a guest that is powering down: its process is still there. */
    public GuestState toGuestState() {
        return switch (state) {
            case PAUSED, PM_SUSPENDED -> GuestState.PAUSED;
            case SHUT_OFF -> reason == SHUT_OFF_BY_CRASH ? GuestState.CRASHED : GuestState.STOPPED;
            case CRASHED -> GuestState.CRASHED;
            default -> GuestState.RUNNING;
        };
    }

    /** Whether its process is being made. */
    public boolean isStartingUp() {
        return state == PAUSED && reason == PAUSED_STARTING_UP;
    }

    /** Whether its memory is coming from another host, or is about to. */
    public boolean isOnItsWay() {
        return state == PAUSED && (reason == PAUSED_MIGRATION || reason == PAUSED_STARTING_UP);
    }

    /** Whether it had a process, which went to another host; libvirt knows until it is restarted. */
    public boolean hasMigrated() {
        return state == SHUT_OFF && reason == SHUT_OFF_BY_MIGRATION;
    }

    /** Whether there is a process, or will be at once. */
    public boolean isActive() {
        return state != SHUT_OFF && state != CRASHED;
    }
}
