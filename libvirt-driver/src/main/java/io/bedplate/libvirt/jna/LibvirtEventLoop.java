package io.bedplate.libvirt.jna;

import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;

import io.bedplate.virt.VirtDriverException;

/**
 * libvirt's event loop and its error printer. Both belong to the process, not to a connection: libvirt accepts one loop
 * for ever, so every driver of this JVM shares it and it runs until the JVM ends. This is the only state of the module
 * that is not an object's.
 */
final class LibvirtEventLoop {
    // Strongly held: JNA frees the native side of a callback that Java has forgotten.
    private static final VirErrorCallback SILENT = (_, _) -> {};
    private static boolean running;

    private LibvirtEventLoop() {}

    /** Starts the loop at the first call; must come before the first connection is opened. */
    static synchronized void ensureRunning() {
        if (running) {
            return;
        }
        try {
            // libvirt's own handler writes every error to standard error, which we report by exception.
            Connect.setErrorCallback(SILENT);
            Library.initEventLoop();
        } catch (LibvirtException e) {
            throw LibvirtErrors.of("event loop", e);
        }
        Thread.ofPlatform().daemon().name("bedplate-libvirt-events").start(LibvirtEventLoop::run);
        running = true;
    }

    private static void run() {
        int failures = 0;
        // A failed turn is libvirt's, such as a handle that another thread just closed; ever failing would be a busy loop.
        while (failures < 1000) {
            try {
                Library.processEvent();
                failures = 0;
            } catch (LibvirtException _) {
                failures++;
            }
        }
        throw new VirtDriverException(VirtDriverException.Kind.INTERNAL, "libvirt's event loop fails again and again");
    }
}
