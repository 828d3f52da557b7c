package io.bedplate.libvirt;

import java.util.function.Supplier;

import io.bedplate.libvirt.storage.StorageException;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** What breaks among files, as callers of the driver are told it. */
final class StorageFailures {
    private StorageFailures() {}

    static void told(Runnable work) {
        told(() -> {
            work.run();
            return true;
        });
    }

    static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageException e) {
            throw new VirtDriverException(e.isNotInstalled() ? Kind.UNSUPPORTED : Kind.INTERNAL,
                    String.valueOf(e.getMessage()), e);
        }
    }
}
